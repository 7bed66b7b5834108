package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds a Python that MLflow runs on. */
final class Python {

  private static final int OLDEST_MINOR = 10;
  private static final List<String> NAMES =
      List.of(
          "python3",
          "python3.14",
          "python3.13",
          "python3.12",
          "python3.11",
          "python3.10",
          "python");

  private Python() {}

  /**
   * The first of the usual names on the path that is Python 3.10 or later.
   *
   * @throws UserException if there is none
   */
  static String find() throws IOException {
    return find(NAMES);
  }

  static String find(List<String> names) throws IOException {
    List<String> tooOld = new ArrayList<>();
    for (String name : names) {
      String version = version(name);
      if (isNewEnough(version)) {
        return name;
      }
      if (!version.isEmpty()) {
        tooOld.add("%s is %s".formatted(name, version));
      }
    }
    throw new UserException(
        ("MLflow needs Python 3.%d or later as python3 on the PATH; found %s. Install it "
                + "(Debian, Ubuntu: apt install python3 python3-venv), or name a server that runs "
                + "elsewhere in %s")
            .formatted(
                OLDEST_MINOR,
                tooOld.isEmpty() ? "none" : String.join(", ", tooOld),
                TrackingServer.URI_VARIABLE));
  }

  private static boolean isNewEnough(String version) {
    return version.startsWith("3.") && Integer.parseInt(version.substring(2)) >= OLDEST_MINOR;
  }

  /** Its version as "3.11", or "" if there is no such program or it is no Python. */
  private static String version(String name) throws IOException {
    try {
      Process process =
          new ProcessBuilder(name, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean well = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      return well && answer.matches("\\d+\\.\\d+") ? answer : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while looking for Python", e);
    }
  }
}
