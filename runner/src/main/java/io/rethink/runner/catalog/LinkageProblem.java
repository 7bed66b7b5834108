package io.rethink.runner.catalog;

import java.util.List;

/** Says what a failure to link a plugin's classes means, and what to do about it. */
final class LinkageProblem {

  private static final List<String> INTERNAL = List.of("io.rethink.runner.", "io.rethink.engine.");

  private LinkageProblem() {}

  /** Describes {@code error}, which arose in the classes of a plugin at {@code location}. */
  static String describe(String location, LinkageError error, ApiVersion current) {
    if (error instanceof ExceptionInInitializerError) {
      return ("%s: a class of it failed to initialize with %s. Tell the plugin's author, or take"
              + " the jar out of the folder.")
          .formatted(location, error.getCause());
    }
    if (error instanceof UnsupportedClassVersionError) {
      return ("%s was compiled for a later Java than this one, %d: build it for Java %d, or run"
              + " Rethink with a later Java.")
          .formatted(location, Runtime.version().feature(), Runtime.version().feature());
    }
    if (error instanceof ClassFormatError) {
      return "%s is damaged (%s): build or download it again."
          .formatted(location, error.getMessage());
    }
    String missing = missingClass(error);
    if (INTERNAL.stream().anyMatch(missing::startsWith)) {
      return "%s uses %s, which plugins cannot see: use the classes of io.rethink.api instead."
          .formatted(location, missing);
    }
    if (error instanceof NoClassDefFoundError && !PluginClassLoader.isShared(missing)) {
      return ("%s needs the class %s, which is neither in the jar nor part of Rethink's API:"
              + " build the jar with the libraries that it uses inside (maven-shade-plugin).")
          .formatted(location, missing);
    }
    return ("%s was built against another core-api than this one, %s (%s: %s): build it against"
            + " core-api %s, or get the release of the plugin that is made for it.")
        .formatted(
            location, current, error.getClass().getSimpleName(), error.getMessage(), current);
  }

  private static String missingClass(LinkageError error) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    return error instanceof NoClassDefFoundError
        ? message.replaceFirst("^L(.*);$", "$1").replace('/', '.')
        : "";
  }
}
