package io.rethink.runner.runs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run was made with and from: the file {@code provenance.json}.
 *
 * @param versions of Rethink, Java, DL4J and the operating system, by name
 * @param repository the state of the git repository that holds the experiment's file, or null
 * @param machine the machine
 * @param plugins the plugins whose extensions the run uses
 * @param dataDigest SHA-256 of the data set's values and labels
 * @param labelDigest SHA-256 of the training labels that the network was given, in order
 * @param configurationDigest SHA-256 of the resolved configuration
 */
public record Provenance(
    Map<String, String> versions,
    @Nullable Repository repository,
    Machine machine,
    List<PluginJar> plugins,
    String dataDigest,
    String labelDigest,
    String configurationDigest) {

  public Provenance {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(dataDigest, "dataDigest");
    Objects.requireNonNull(labelDigest, "labelDigest");
    Objects.requireNonNull(configurationDigest, "configurationDigest");
    versions =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(versions, "versions")));
    plugins = List.copyOf(Objects.requireNonNull(plugins, "plugins"));
  }

  /**
   * A state of a git repository.
   *
   * @param commit the commit that is checked out
   * @param modified whether tracked files differ from it
   */
  public record Repository(String commit, boolean modified) {

    public Repository {
      Objects.requireNonNull(commit, "commit");
    }
  }

  /**
   * A machine.
   *
   * @param processor the processor's model
   * @param cores number of processors that Java sees
   * @param threads number of threads that native code computes with
   * @param memory the machine's memory in bytes
   */
  public record Machine(String processor, int cores, int threads, long memory) {

    public Machine {
      Objects.requireNonNull(processor, "processor");
    }
  }

  /**
   * A plugin.
   *
   * @param plugin the class that contributes the extensions
   * @param jar the jar's path, or null for those that come with Rethink
   * @param digest SHA-256 of the jar, or null for those that come with Rethink
   */
  public record PluginJar(String plugin, @Nullable String jar, @Nullable String digest) {

    public PluginJar {
      Objects.requireNonNull(plugin, "plugin");
    }
  }
}
