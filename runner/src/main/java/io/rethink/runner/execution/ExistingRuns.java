package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.checkpoint.Origin;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunState;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import io.rethink.runner.wiring.DataOrigins;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a study that have been made, by the options that bear on their numbers. */
final class ExistingRuns {

  private static final Logger LOG = LoggerFactory.getLogger(ExistingRuns.class);

  private final Map<String, Found> runs = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  private record Found(RunFolder folder, KnownRun run) {}

  private ExistingRuns() {}

  /** No runs. */
  static ExistingRuns none() {
    return new ExistingRuns();
  }

  /** The runs of a study, also one that was made just before the study's process died. */
  static ExistingRuns of(StudyRecord study, RunsFolder folder) {
    ExistingRuns existing = new ExistingRuns();
    for (RunFolder run : folder.of(study.experiment())) {
      try {
        KnownRun known = run.read();
        if (study.id().equals(known.run().study())) {
          // Of several the last: it was made because those before it no longer counted.
          existing.runs.put(Digests.ofOptions(known.run().parameters()), new Found(run, known));
        }
      } catch (UserException e) {
        LOG.warn("{}; its run is carried out anew if it belongs to the study", e.getMessage());
      }
    }
    return existing;
  }

  /**
   * The runs that there are to be, with those that have been made.
   *
   * @param data tells what the data are now; runs that were made from others are made anew. Null if
   *     all runs count.
   */
  List<PlannedRun> plan(List<Variant> variants, @Nullable DataOrigins data) {
    List<PlannedRun> plan = new ArrayList<>();
    for (Variant variant : variants) {
      int number = plan.size() + 1;
      Found found = runs.get(Digests.ofOptions(variant.experiment().parameters()));
      plan.add(
          found == null || (data != null && hasChanged(found, variant.experiment(), data))
              ? PlannedRun.fresh(number, variant)
              : new PlannedRun(number, variant, found.folder(), found.run()));
    }
    return plan;
  }

  /** How many runs have none of these options. */
  int without(List<Variant> variants) {
    List<String> planned =
        variants.stream()
            .map(variant -> Digests.ofOptions(variant.experiment().parameters()))
            .toList();
    return (int) runs.keySet().stream().filter(each -> !planned.contains(each)).count();
  }

  /** Why runs that exist do not count. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private boolean hasChanged(Found found, Experiment experiment, DataOrigins data) {
    if (found.run().state() == RunState.RUNNING || !Files.exists(found.folder().provenance())) {
      return false;
    }
    String id = found.folder().id();
    try {
      Origin before = Origin.of(Json.read(found.folder().provenance(), Provenance.class));
      List<String> changes =
          before.changesTo(ProvenanceRecorder.origin(experiment, before, data, found.folder()));
      if (changes.isEmpty()) {
        return false;
      }
      notes.add("run %s is made anew: %s".formatted(id, String.join("; ", changes)));
      return true;
    } catch (UserException e) {
      notes.add(
          "run %s is taken as it is, for what it was made from cannot be read: %s"
              .formatted(id, e.getMessage()));
      return false;
    }
  }
}
