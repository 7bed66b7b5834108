package io.rethink.runner.catalog;

import io.rethink.api.UserException;
import java.util.List;

/** Plugins that cannot be used; the message lists what is wrong with each. */
public final class PluginException extends UserException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** Reports {@code problems}, of which there is at least one. */
  PluginException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, each naming the jar and what to do. */
  List<String> problems() {
    return problems;
  }
}
