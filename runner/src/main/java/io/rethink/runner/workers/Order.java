package io.rethink.runner.workers;

import io.rethink.runner.execution.Assignment;
import io.rethink.runner.runs.RunFolder;
import java.nio.file.Path;

/** What a driver asks of a worker: an {@link Assignment} as JSON has it. */
record Order(String folder, String source, int number, int total, boolean again) {

  static Order of(Assignment assignment) {
    return new Order(
        assignment.folder().path().toString(),
        assignment.source().toAbsolutePath().toString(),
        assignment.number(),
        assignment.total(),
        assignment.again());
  }

  Assignment assignment() {
    return new Assignment(new RunFolder(Path.of(folder)), Path.of(source), number, total, again);
  }
}
