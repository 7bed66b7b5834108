package io.rethink.runner.options;

import java.util.List;

/** A record that cannot serve as options, as its author wrote it. */
public final class IllegalOptionsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> complaints;

  IllegalOptionsException(List<String> complaints) {
    super(String.join("; ", complaints));
    this.complaints = List.copyOf(complaints);
  }

  /** All that is wrong with it, each a sentence's worth. */
  public List<String> complaints() {
    return complaints;
  }
}
