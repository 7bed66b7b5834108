package io.rethink.runner.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderLockIT {

  @Test
  @Timeout(30)
  void anotherProcessThatSendsIsNoticedAndItsDeathFreesTheFolder(@TempDir Path folder)
      throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("held");
      assertThat(FolderLock.take(folder, FolderLock.Purpose.SENDING)).isEmpty();
      other.destroyForcibly().waitFor();
      try (FolderLock lock = FolderLock.take(folder, FolderLock.Purpose.SENDING).orElseThrow()) {
        assertThat(lock).isNotNull();
      }
    } finally {
      other.destroyForcibly();
    }
  }

  /** Holds a folder's lock until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      try (FolderLock lock =
          FolderLock.take(Path.of(args[0]), FolderLock.Purpose.SENDING).orElseThrow()) {
        System.out.println(lock == null ? "" : "held");
        Thread.sleep(60_000);
      }
    }
  }
}
