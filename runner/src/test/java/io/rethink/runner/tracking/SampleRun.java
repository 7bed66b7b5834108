package io.rethink.runner.tracking;

import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.DatasetInput;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.MetricsLogged;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.journal.TagsSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Journals as the training loop writes them. */
final class SampleRun {

  static final long START = 1_750_000_000_000L;

  private SampleRun() {}

  /** The folder of a run below the folder of all runs, with its journal. */
  static Path write(Path runs, String experiment, String runId, List<Event> events)
      throws IOException {
    return append(runs.resolve(experiment).resolve(runId), events);
  }

  /** The folder of a study, with its journal. */
  static Path writeStudy(Path runs, String experiment, String studyId, List<Event> events)
      throws IOException {
    return append(runs.resolve(experiment).resolve("studies").resolve(studyId), events);
  }

  static Path append(Path folder, List<Event> events) throws IOException {
    try (Journal journal = Journal.open(folder)) {
      for (Event event : events) {
        if (event instanceof ArtifactWritten artifact) {
          Path file = folder.resolve(artifact.path());
          Files.createDirectories(file.getParent());
          Files.writeString(file, content(artifact.path()));
        }
        journal.append(event);
      }
    }
    return folder;
  }

  /** What a sample artifact holds. */
  static String content(String path) {
    return path.endsWith(".json")
        ? "{\"columns\":[\"layer\",\"norm\"],\"data\":[[\"dense\",1.5],[\"out\",2.5]]}"
        : "the content of " + path;
  }

  static RunStarted started(String experiment, String runId, @Nullable String parent) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("seed", "1");
    parameters.put("dataset.type", "digits");
    parameters.put("corruptions.0.probability", "1.0");
    parameters.put("optimizer.learning-rate", "0.01");
    parameters.put("empty", "");
    return new RunStarted(
        START,
        runId,
        experiment,
        "random labels · seed 1",
        parent,
        parameters,
        Map.of("user", "ada", "source.git.commit", "0123abc", "labels", "random"),
        "# Random labels\n\nOne *network*, **two** tasks.",
        List.of(
            dataset(DatasetInput.Context.TRAINING, 1347),
            dataset(DatasetInput.Context.TESTING, 450)));
  }

  /** Events of every kind; with NaN and infinities, and more metrics than one request holds. */
  static List<Event> whole(String experiment, String runId, @Nullable String parent, int epochs) {
    List<Event> events = new ArrayList<>();
    events.add(started(experiment, runId, parent));
    events.add(new ArtifactWritten(START + 1, "experiment.conf"));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("train/loss", 2.3 / epoch);
      values.put("train/accuracy", 1 - 0.9 / epoch);
      values.put("test/accuracy", 0.1);
      values.put("margin/train-p10", epoch == 2 ? Double.NaN : -0.5 + epoch);
      values.put("norm/growth", epoch == 3 ? Double.POSITIVE_INFINITY : 1e-300 * epoch);
      events.add(new MetricsLogged(START + 1000L * epoch, epoch, values));
    }
    events.add(new TagsSet(START + 90_000, Map.of("interpolated", "yes")));
    events.add(
        new ArtifactWritten(START + 91_000, "measures/norms.json", ArtifactWritten.Kind.TABLE));
    events.add(new ArtifactWritten(START + 92_000, "measures/ü 100 %+.txt"));
    events.add(new RunEnded(START + 93_000, RunStatus.FINISHED, null));
    return events;
  }

  private static DatasetInput dataset(DatasetInput.Context context, long examples) {
    return new DatasetInput(
        "digits",
        "5f".repeat(32),
        "https://archive.ics.uci.edu/dataset/80",
        context,
        examples,
        List.of(1, 8, 8),
        10);
  }
}
