package io.rethink.runner.cli;

import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Which runs of a sweep a command is about. */
final class OnlyOption {

  @Option(
      names = "--only",
      paramLabel = "AXIS=LABEL[,...]",
      description =
          "Only the runs of the sweep with these labels, as in labels=random,seed=1; may be"
              + " repeated for more.")
  private List<String> only = new ArrayList<>();

  /**
   * What selects them.
   *
   * @throws io.rethink.api.UserException if the sweep has no such axis or label
   */
  Predicate<Variant> selection(Study study) {
    return RunSelection.of(study, only);
  }
}
