package io.rethink.runner.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of core-api, as far as plugins depend on it: a plugin works with every release of the
 * same major and minor number.
 */
record ApiVersion(int major, int minor) {

  /** The attribute of a jar's manifest that says what core-api it was built against. */
  static final String ATTRIBUTE = "Rethink-Api-Version";

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.-].*)?");

  /** The version of the core-api that is running. */
  static ApiVersion current() {
    Properties properties = new Properties();
    try (InputStream in = ApiVersion.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(in, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parse(properties.getProperty("version")).orElseThrow();
  }

  /** Reads {@code 0.1} or {@code 0.1.0-SNAPSHOT}; empty if {@code text} is no version. */
  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
