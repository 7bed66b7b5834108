package io.rethink.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReasonTest {

  private static final Path FILE = Path.of("/a");

  @Test
  void whatJavaTellsByTheTypeAloneIsSaidInWords() {
    assertThat(Reason.of(new AccessDeniedException("/a"), FILE)).isEqualTo("no permission");
    assertThat(Reason.of(new AccessDeniedException("/b"), FILE)).isEqualTo("no permission for /b");
    assertThat(Reason.of(new NoSuchFileException("/a"), FILE)).isEqualTo("there is no /a");
    assertThat(Reason.of(new FileAlreadyExistsException("/a"), FILE)).isEqualTo("/a is in the way");
  }

  @Test
  void anyOtherReasonIsTheSystems() {
    assertThat(Reason.of(new FileSystemException("/a", null, "Not a directory"), FILE))
        .isEqualTo("Not a directory");
    assertThat(Reason.of(new IOException("broken pipe"), FILE)).isEqualTo("broken pipe");
    assertThat(Reason.of(new IOException(), FILE)).isEqualTo("IOException");
  }
}
