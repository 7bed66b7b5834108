package io.rethink.runner.execution;

import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.StudyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The experiments of a study, in its folder: {@code experiments/<digest of the options>.conf}, each
 * resolved, so that the study can be carried on whatever has become of the file that it was started
 * from.
 */
final class StudyPlan {

  private static final String FOLDER = "experiments";
  private static final int DIGITS = 16;

  private StudyPlan() {}

  static void write(Path study, List<Variant> variants) {
    try {
      Files.createDirectories(study.resolve(FOLDER));
      for (Variant variant : variants) {
        Files.writeString(file(study, digest(variant)), RunExecution.render(variant.experiment()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the experiments of " + study, e);
    }
  }

  /** What tells the variants of a study apart. */
  static String digest(Variant variant) {
    return Digests.ofOptions(variant.experiment().parameters());
  }

  /** All variants, in order. */
  static List<Variant> read(Path study, StudyRecord record, ExperimentReader reader) {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < record.configurations().size(); i++) {
      Path file = file(study, record.configurations().get(i));
      variants.add(
          new Variant(
              record.variants().get(i),
              reader.read(file, List.of()).variants().get(0).experiment()));
    }
    return variants;
  }

  private static Path file(Path study, String digest) {
    return study.resolve(FOLDER).resolve(digest.substring(0, DIGITS) + ".conf");
  }
}
