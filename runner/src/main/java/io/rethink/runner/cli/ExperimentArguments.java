package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name an experiment. */
final class ExperimentArguments {

  @Parameters(index = "0", paramLabel = "FILE", description = "The experiment, a HOCON file.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--override"},
      paramLabel = "KEY=VALUE",
      description =
          "Changes the experiment; may be repeated. The key may lead through lists:"
              + " corruptions.0.probability=0.5")
  private List<String> overrides = new ArrayList<>();

  Study read(Catalog catalog) {
    if (Files.isRegularFile(file) && !Files.isReadable(file)) {
      throw new UserException(
          "%s cannot be read: no permission. Have its owner give it to you, or copy the file."
              .formatted(file));
    }
    return new ExperimentReader(catalog).read(file, overrides);
  }
}
