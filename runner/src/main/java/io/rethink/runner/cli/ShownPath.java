package io.rethink.runner.cli;

import java.nio.file.Path;

/** Paths as they are shown: from the working directory, if they lie in it. */
final class ShownPath {

  private ShownPath() {}

  static Path of(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}
