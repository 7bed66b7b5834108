package io.rethink.runner.tracking;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The names that MLflow accepts for parameters, metrics and tags: at most 250 letters, digits and
 * {@code _ / . - : space}, that read as a relative path without {@code .} and {@code ..}.
 */
final class MlflowKey {

  /** The longest key, in characters. */
  static final int MAX_LENGTH = 250;

  private static final Pattern OTHER =
      Pattern.compile("[^\\w/.\\- :]", Pattern.UNICODE_CHARACTER_CLASS);

  private MlflowKey() {}

  /**
   * The name itself where MLflow accepts it; otherwise the nearest that it accepts, ending in a
   * checksum of the name, so that two names never become one.
   */
  static String of(String name) {
    String replaced = OTHER.matcher(name).replaceAll("_");
    String path =
        String.join(
            "/",
            Arrays.stream(replaced.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .toList());
    boolean accepted = path.equals(name) && !name.isBlank() && name.length() <= MAX_LENGTH;
    return accepted ? name : distinct(path, name);
  }

  private static String distinct(String path, String name) {
    String checksum = "-%08x".formatted(name.hashCode());
    int room = MAX_LENGTH - checksum.length();
    String head = path.length() <= room ? path : path.substring(0, room);
    return (head.isBlank() ? "unnamed" : head) + checksum;
  }
}
