package io.rethink.runner.catalog;

import io.rethink.api.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds plugins, and collects everything that is wrong with them. It reads the services files
 * itself: a {@link java.util.ServiceLoader} does not say which jar a wrong line is in.
 */
final class Discovery {

  private static final String TELL_OR_REMOVE =
      "Tell the plugin's author, or take the jar out of the folder.";

  private final ClassLoader application = Discovery.class.getClassLoader();
  private final ApiVersion current = ApiVersion.current();
  private final List<PluginSource> plugins = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private final List<URL> references = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Catalog catalog() {
    problems.addAll(NameClashes.among(extensions));
    if (!problems.isEmpty()) {
      throw new PluginException(problems);
    }
    return new Catalog(plugins, extensions, references);
  }

  void searchClassPath() {
    try {
      for (URL services : Collections.list(application.getResources(PluginLocation.SERVICES))) {
        load(PluginLocation.ofClassPath(services, application));
      }
      references.addAll(Collections.list(application.getResources("reference.conf")));
    } catch (IOException e) {
      problems.add("The class path cannot be read: " + e.getMessage());
    }
  }

  void searchFolders(Path... folders) {
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".jar"))
            .sorted()
            .forEach(jar -> loadJar(jar, seen));
      } catch (IOException | UncheckedIOException e) {
        problems.add("The plugins folder %s cannot be read: %s".formatted(folder, e.getMessage()));
      }
    }
  }

  private void loadJar(Path jar, Set<Path> seen) {
    if (!Files.exists(jar)) {
      problems.add(
          "%s is a link to a file that is not there: mend the link, or take it out of the folder."
              .formatted(jar));
      return;
    }
    PluginLocation location;
    try {
      if (!seen.add(jar.toRealPath())) {
        return;
      }
      location = PluginLocation.ofJar(jar, application);
    } catch (IOException | SecurityException e) {
      problems.add(
          ("%s cannot be read as a jar (%s): build or download it again, or take it out of the"
                  + " folder.")
              .formatted(jar, e.getMessage()));
      return;
    }
    if (location.pluginClasses().isEmpty()) {
      problems.add(
          ("%s contains no plugin, since it has no file %s: add one that names the plugin's class,"
                  + " or take the jar out of the folder.")
              .formatted(jar, PluginLocation.SERVICES));
      return;
    }
    load(location);
    @Nullable URL reference = location.loader().getResource("reference.conf");
    if (reference != null) {
      references.add(reference);
    }
  }

  private void load(PluginLocation location) {
    String api = location.api();
    if (api != null && !ApiVersion.parse(api).equals(Optional.of(current))) {
      problems.add(
          ("%s was built against core-api %s, and this is core-api %s: build it against core-api"
                  + " %s, or get the release of the plugin that is made for it.")
              .formatted(location.shown(), api, current, current));
      return;
    }
    for (String pluginClass : location.pluginClasses()) {
      try {
        load(location, pluginClass);
      } catch (LinkageError e) {
        problems.add(LinkageProblem.describe(location.shown(), e, current));
      }
    }
  }

  private void load(PluginLocation location, String pluginClass) {
    Plugin plugin = instantiate(location, pluginClass);
    if (plugin != null) {
      ask(
          plugin,
          location.shown(),
          new PluginSource(pluginClass, location.jar(), location.version()));
    }
  }

  private void ask(Plugin plugin, String shown, PluginSource source) {
    Contributed contributed = new Contributed(source);
    try {
      plugin.contribute(contributed);
    } catch (RuntimeException | AssertionError e) {
      problems.add(failed(shown, source.pluginClass(), e));
      return;
    }
    plugins.add(source);
    for (Extension extension : contributed.extensions()) {
      for (String complaint : ExtensionCheck.complaints(extension)) {
        problems.add(
            "%s: the %s %s cannot be used: %s. %s"
                .formatted(
                    shown,
                    extension.point().singular(),
                    extension.name(),
                    complaint,
                    TELL_OR_REMOVE));
      }
      extensions.add(extension);
    }
  }

  private @Nullable Plugin instantiate(PluginLocation location, String pluginClass) {
    String line = location.shown() + ": " + PluginLocation.SERVICES + " names " + pluginClass;
    try {
      Class<?> type = Class.forName(pluginClass, true, location.loader());
      if (!Plugin.class.isAssignableFrom(type)) {
        problems.add(line + ", which does not implement io.rethink.api.Plugin: correct the line.");
        return null;
      }
      return (Plugin) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      problems.add(line + ", which is not in it: correct the line, or build the jar again.");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      problems.add(
          line
              + ", which is not a public class with a public constructor without parameters:"
              + " make it one.");
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof LinkageError linkage) {
        throw linkage;
      }
      problems.add(failed(location.shown(), pluginClass, e.getCause()));
    }
    return null;
  }

  private static String failed(String shown, String pluginClass, @Nullable Throwable cause) {
    return "%s: its plugin %s failed with %s. %s"
        .formatted(shown, pluginClass, cause, TELL_OR_REMOVE);
  }
}
