package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.PluginSource;
import io.rethink.runner.runs.RunFolder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says in a sentence or two what made a run fail, and what to do. */
final class FailureText {

  private static final List<String> OWN = List.of("io.rethink.runner.", "io.rethink.engine.");

  private final List<PluginSource> plugins;

  FailureText(List<PluginSource> plugins) {
    this.plugins = plugins;
  }

  String of(Throwable failure, RunFolder folder) {
    if (failure instanceof UserException) {
      return Objects.toString(failure.getMessage());
    }
    if (failure instanceof OutOfMemoryError || isNativeOutOfMemory(failure)) {
      return "the run is out of memory (%s); give it more with RETHINK_JAVA_OPTIONS=-Xmx8g, lower training.batch-size, or choose a smaller model"
          .formatted(failure.getMessage());
    }
    String what = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return pluginIn(failure)
        .map(
            plugin ->
                failure instanceof LinkageError
                    ? "the plugin %s does not fit this version of Rethink (%s); build it against this version's core-api, or remove the jar"
                        .formatted(plugin.jar(), what)
                    : "the plugin %s failed (%s); the whole error is in %s; mend the plugin, or remove the jar"
                        .formatted(plugin.jar(), what, folder.log()))
        .orElseGet(
            () ->
                "an error that Rethink did not foresee (%s); the whole error is in %s; please report it with that file"
                    .formatted(what, folder.log()));
  }

  /** What ND4J throws when the machine has no memory left. */
  private static boolean isNativeOutOfMemory(Throwable failure) {
    return Objects.toString(failure.getMessage()).contains("bad_alloc");
  }

  /** The plugin jar whose code threw, or called what threw, without Rethink's in between. */
  private Optional<PluginSource> pluginIn(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      for (StackTraceElement frame : each.getStackTrace()) {
        if (OWN.stream().anyMatch(frame.getClassName()::startsWith)) {
          break;
        }
        String loader = frame.getClassLoaderName();
        for (PluginSource plugin : plugins) {
          if (plugin.jar() != null && plugin.jar().toString().equals(loader)) {
            return Optional.of(plugin);
          }
        }
      }
    }
    return Optional.empty();
  }
}
