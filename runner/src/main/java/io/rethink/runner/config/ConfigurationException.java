package io.rethink.runner.config;

import io.rethink.api.UserException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration with mistakes; the message lists them. */
public final class ConfigurationException extends UserException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final transient List<Problem> problems;

  /** Reports {@code problems}, of which there is at least one. */
  public ConfigurationException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, also those beyond what the message shows. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String shown =
        problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"));
    return problems.size() > SHOWN
        ? shown + "\nand %d more".formatted(problems.size() - SHOWN)
        : shown;
  }
}
