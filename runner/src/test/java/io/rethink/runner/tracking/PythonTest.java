package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonTest {

  @Test
  void theFirstThatIsNewEnoughIsTaken(@TempDir Path folder) throws IOException {
    String old = fake(folder, "old", "3.9");
    String fine = fake(folder, "fine", "3.10");
    String newer = fake(folder, "newer", "3.14");
    assertThat(Python.find(List.of("no-such-program", old, fine, newer))).isEqualTo(fine);
  }

  @Test
  void withoutAnyTheWayOutIsNamed(@TempDir Path folder) throws IOException {
    String old = fake(folder, "old", "3.9");
    assertThatThrownBy(() -> Python.find(List.of("no-such-program", old)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Python 3.10 or later")
        .hasMessageContaining("old is 3.9")
        .hasMessageContaining("apt install python3 python3-venv")
        .hasMessageContaining("MLFLOW_TRACKING_URI");
  }

  private static String fake(Path folder, String name, String version) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\necho %s\n".formatted(version));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program.toString();
  }
}
