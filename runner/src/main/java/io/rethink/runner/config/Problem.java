package io.rethink.runner.config;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in a configuration.
 *
 * @param file the file it is in, or the override as given on the command line; null if unknown
 * @param line the line, from 1; 0 where there is none
 * @param message what was found, what was expected and what to do
 */
public record Problem(@Nullable String file, int line, String message) {

  /** As in {@code memorize.conf:7: ...}. */
  @Override
  public String toString() {
    if (file == null) {
      return message;
    }
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
