package io.rethink.runner.options;

import java.util.Locale;
import java.util.regex.Pattern;

/** Java names as configurations write them: {@code learningRate} is {@code learning-rate}. */
final class Kebab {

  private static final Pattern WORD_START =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private Kebab() {}

  /** The kebab-case form of a name in camel case: of a record, or of one of its components. */
  static String ofCamel(String name) {
    return WORD_START.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** The kebab-case form of a constant of an enum. */
  static String ofConstant(Enum<?> constant) {
    return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
