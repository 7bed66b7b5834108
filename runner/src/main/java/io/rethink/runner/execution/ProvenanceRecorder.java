package io.rethink.runner.execution;

import io.rethink.api.data.Examples;
import io.rethink.runner.checkpoint.Origin;
import io.rethink.runner.config.Configured;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.MeasureSettings;
import io.rethink.runner.journal.DatasetInput;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.Provenance.PluginJar;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.Surroundings;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.DataOrigins;
import io.rethink.runner.wiring.GivenData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records what a run is made from: in its folder, and in the first event of its journal. */
final class ProvenanceRecorder {

  private final Path file;
  private final Map<String, String> more;
  private final Map<String, String> versions;
  private final Provenance.@Nullable Repository repository;

  /**
   * Looks at the git repository that the file lies in.
   *
   * @param file the experiment's
   */
  ProvenanceRecorder(Path file) {
    this(file, Map.of());
  }

  /**
   * As {@link #ProvenanceRecorder(Path)}, with further tags.
   *
   * @param more what else the journal is to say of the runs, by name
   */
  ProvenanceRecorder(Path file, Map<String, String> more) {
    this.file = file;
    this.more = Map.copyOf(more);
    this.versions = Surroundings.versions();
    this.repository = Surroundings.repository(file.toAbsolutePath().resolveSibling(""));
  }

  /** The first event of a run whose data could not be read. */
  RunStarted withoutData(Experiment experiment, RunRecord run) {
    return started(experiment, run, List.of());
  }

  /**
   * The first event of a run.
   *
   * @param made what it is made with and from
   */
  RunStarted firstEvent(
      Experiment experiment, RunRecord run, AssembledRun assembled, Provenance made) {
    String name = assembled.dataset().name();
    Examples train = assembled.task().train();
    Examples test = assembled.task().test();
    String seen = made.dataDigest() + treatment(run);
    return started(
        experiment,
        run,
        List.of(
            input(name, seen + made.labelDigest(), train, DatasetInput.Context.TRAINING),
            input(name, seen + Digests.ofLabels(test), test, DatasetInput.Context.TESTING)));
  }

  /** What a run is made with and from. Reads the jars of its plugins. */
  Provenance of(Experiment experiment, String configurationDigest, AssembledRun assembled) {
    return new Provenance(
        versions,
        repository,
        Surroundings.machine(),
        plugins(experiment),
        assembled.dataset().digest(),
        Digests.ofLabels(assembled.task().train()),
        configurationDigest);
  }

  /**
   * What a run would be made from now, with its configuration as it was.
   *
   * @param before what it was made from
   */
  static Origin origin(Experiment experiment, Origin before, DataOrigins data, RunFolder folder) {
    GivenData given = data.of(experiment, folder, before.data());
    Map<String, String> digests = new TreeMap<>();
    plugins(experiment)
        .forEach(jar -> digests.put(jar.plugin(), Objects.requireNonNullElse(jar.digest(), "")));
    return new Origin(
        before.configuration(), given.digest(), Digests.ofLabels(given.train()), digests);
  }

  /** All options that bear on what the network sees of the data. */
  private static String treatment(RunRecord run) {
    Map<String, String> options = new TreeMap<>(run.parameters());
    options
        .keySet()
        .removeIf(
            key -> !key.matches("dataset\\.(crop|standardize|train-examples)|corruptions\\..*"));
    boolean random = options.keySet().stream().anyMatch(key -> key.startsWith("corruptions."));
    return options + (random ? Long.toString(run.seed()) : "");
  }

  private static DatasetInput input(
      String name, String seen, Examples examples, DatasetInput.Context context) {
    return new DatasetInput(
        name,
        Digests.of(seen),
        name,
        context,
        examples.size(),
        List.of(examples.shape().channels(), examples.shape().height(), examples.shape().width()),
        examples.classes());
  }

  /** Who runs what, by the names that a journal has for them. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("rethink.version", versions.getOrDefault("rethink", ""));
    tags.put("user", System.getProperty("user.name"));
    tags.put("source.name", file.toString());
    if (repository != null) {
      tags.put("source.git.commit", repository.commit());
    }
    tags.putAll(more);
    return tags;
  }

  private RunStarted started(Experiment experiment, RunRecord run, List<DatasetInput> datasets) {
    Map<String, String> tags = new LinkedHashMap<>(experiment.tags());
    tags.putAll(tags());
    run.settings().forEach((axis, label) -> tags.put("sweep." + axis, label));
    return new RunStarted(
        run.started(),
        run.id(),
        run.experiment(),
        run.name(),
        run.study(),
        run.parameters(),
        tags,
        experiment.description() == null ? "" : experiment.description(),
        datasets);
  }

  private static List<PluginJar> plugins(Experiment experiment) {
    return Stream.of(
            Stream.of(experiment.dataset().dataset(), experiment.model()),
            Stream.ofNullable(experiment.optimizer()),
            experiment.corruptions().stream(),
            experiment.regularizers().stream(),
            experiment.measures().stream().map(MeasureSettings::measure))
        .flatMap(each -> each)
        .map(Configured::extension)
        .map(extension -> extension.source())
        .distinct()
        .map(
            source ->
                new PluginJar(
                    source.pluginClass(),
                    source.jar() == null ? null : source.jar().toString(),
                    source.digest()))
        .toList();
  }
}
