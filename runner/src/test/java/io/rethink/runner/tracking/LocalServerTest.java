package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void thereIsNoneForAFolderThatIsNotThereNorForAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "");

    assertThat(LocalServer.find(folder)).isEmpty();
    assertThat(LocalServer.find(folder.resolve("none"))).isEmpty();
    assertThat(LocalServer.find(file)).isEmpty();
  }
}
