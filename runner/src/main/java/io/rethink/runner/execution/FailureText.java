package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.engine.compiled.onednn.OneDnnException;
import io.rethink.runner.catalog.PluginSource;
import io.rethink.runner.runs.RunFolder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Says in a sentence or two what made a run fail, and what to do. */
final class FailureText {

  private static final List<String> OWN = List.of("io.rethink.runner.", "io.rethink.engine.");

  private static final String BATCH_SIZE = "training.batch-size";
  private static final int MEGABYTE_BITS = 20;
  private static final int GIGABYTE_BITS = 30;

  private final List<PluginSource> plugins;

  FailureText(List<PluginSource> plugins) {
    this.plugins = plugins;
  }

  /**
   * The text for a run that failed.
   *
   * @param options the paths of the run's options
   */
  String of(Throwable failure, RunFolder folder, Set<String> options) {
    if (failure instanceof UserException) {
      return Objects.toString(failure.getMessage());
    }
    if (isNativeOutOfMemory(failure)) {
      return "the run is out of memory (the machine has not enough of it for the network, whatever Java is given); %s, or take a machine with more"
          .formatted(less(options));
    }
    if (failure instanceof OutOfMemoryError) {
      return "the run is out of memory (%s, of which Java has %d MB); give it more with RETHINK_JAVA_OPTIONS=-Xmx%dg, or %s"
          .formatted(
              Objects.requireNonNullElse(failure.getMessage(), "Java heap space"),
              Runtime.getRuntime().maxMemory() >> MEGABYTE_BITS,
              moreGigabytes(Runtime.getRuntime().maxMemory()),
              less(options));
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

  /** How a run of these options gets along with less memory. */
  private static String less(Set<String> options) {
    return options.contains(BATCH_SIZE)
        ? "choose a smaller model, or lower " + BATCH_SIZE
        : "choose a smaller model, or lower dataset.train-examples";
  }

  /** Twice what there is, and 8 at least. */
  static long moreGigabytes(long bytes) {
    return Math.max(8, 2 * ((bytes >> GIGABYTE_BITS) + 1));
  }

  /** What ND4J and oneDNN throw when the machine has no memory left. */
  private static boolean isNativeOutOfMemory(Throwable failure) {
    String message = Objects.toString(failure.getMessage());
    return message.contains("bad_alloc")
        || (failure instanceof OneDnnException && message.contains("out of memory"));
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
