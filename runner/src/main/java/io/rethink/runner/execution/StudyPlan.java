package io.rethink.runner.execution;

import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.StudyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The experiments of a study, in its folder: {@code experiments/<number>.conf}, each resolved, so
 * that the study can be carried on whatever has become of the file that it was started from.
 */
final class StudyPlan {

  private static final String FOLDER = "experiments";

  private StudyPlan() {}

  static void write(Path study, List<Variant> variants) {
    try {
      Files.createDirectories(study.resolve(FOLDER));
      for (int i = 0; i < variants.size(); i++) {
        Files.writeString(file(study, i), RunExecution.render(variants.get(i).experiment()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the experiments of " + study, e);
    }
  }

  /** All variants, in order. */
  static List<Variant> read(Path study, StudyRecord runs, ExperimentReader reader) {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < runs.variants().size(); i++) {
      variants.add(
          new Variant(
              runs.variants().get(i),
              reader.read(file(study, i), List.of()).variants().get(0).experiment()));
    }
    return variants;
  }

  private static Path file(Path study, int index) {
    return study.resolve(FOLDER).resolve("%04d.conf".formatted(index + 1));
  }
}
