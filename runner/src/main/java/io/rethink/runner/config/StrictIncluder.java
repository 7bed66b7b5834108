package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the files that a file includes, and holds every include to be required: where the library
 * skips a missing file in silence, an experiment would run with other settings than it names.
 */
final class StrictIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderClasspath, ConfigIncluderURL {

  private static final List<String> EXTENSIONS = List.of("", ".conf", ".json", ".properties");

  private final Deque<Path> open = new ArrayDeque<>();
  private final Problems problems;

  StrictIncluder(Problems problems) {
    this.problems = problems;
  }

  /** Parses {@code file} and everything that it includes. */
  ConfigObject parse(Path file) {
    open.push(file);
    try {
      return ConfigFactory.parseFile(file.toFile(), options()).root();
    } catch (ConfigException e) {
      problems.add(e);
      return ConfigFactory.empty().root();
    } finally {
      open.pop();
    }
  }

  private ConfigParseOptions options() {
    return ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(this);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return includeFile(context, new File(what));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    Path including = open.element();
    Optional<Path> found =
        EXTENSIONS.stream()
            .map(extension -> including.resolveSibling(what.getPath() + extension))
            .filter(Files::isRegularFile)
            .findFirst();
    if (found.isEmpty()) {
      Path expected = including.resolveSibling(what.getPath()).normalize();
      return missing(
          what.getPath(),
          ("there is no file %s; an included file is looked up from the folder of the"
                  + " file that includes it")
              .formatted(expected));
    }
    Path file = found.get().normalize();
    if (open.contains(file)) {
      return missing(what.getPath(), "%s includes itself".formatted(file));
    }
    return parse(file);
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    try {
      return ConfigFactory.parseResources(getClass().getClassLoader(), what, options()).root();
    } catch (ConfigException.IO e) {
      return missing(what, "there is no %s on the class path".formatted(what));
    }
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return missing(
        what.toString(),
        "an include from the network could change between two runs; copy it to a file");
  }

  private ConfigObject missing(String what, String complaint) {
    problems.add(
        new Problem(
            open.element().toString(),
            line(open.element(), what),
            "include \"%s\": %s".formatted(what, complaint)));
    return ConfigFactory.empty().root();
  }

  /** The line of an include statement, which the library does not tell an includer. */
  private static int line(Path including, String what) {
    Pattern statement =
        Pattern.compile("(^|[\\s,{])include\\b.*" + Pattern.quote("\"" + what + "\""));
    try (Stream<String> lines = Files.lines(including)) {
      List<String> all = lines.toList();
      for (int i = 0; i < all.size(); i++) {
        if (statement.matcher(all.get(i)).find()) {
          return i + 1;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
