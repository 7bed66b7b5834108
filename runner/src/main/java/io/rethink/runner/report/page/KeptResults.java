package io.rethink.runner.report.page;

import io.rethink.runner.config.ReportText;
import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Claim;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunState;
import io.rethink.runner.training.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The results of a study in a folder small enough for a repository: {@code runs.json} names the
 * runs, and each has its resolved experiment, {@code <name>.conf}, its result, {@code <name>.json},
 * and its metrics by epoch, {@code <name>.csv}: those that every run has, and others of which the
 * report needs more than the final value.
 */
final class KeptResults {

  private static final String INDEX = "runs.json";
  private static final String EPOCH = "epoch";
  private static final List<String> CURVES =
      List.of(Metrics.TRAIN_LOSS, Metrics.TRAIN_ACCURACY, Metrics.TEST_LOSS, Metrics.TEST_ACCURACY);
  private static final CSVFormat READ =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
  private static final CSVFormat WRITE = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  /**
   * The file {@code runs.json}.
   *
   * @param id the study's
   * @param variants the label on each axis, of all runs that there were to be
   * @param runs those that there are
   */
  record Index(
      String id,
      String experiment,
      @Nullable String description,
      List<String> axes,
      List<Map<String, String>> variants,
      List<Entry> runs) {

    Index {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(experiment, "experiment");
      axes = List.copyOf(Objects.requireNonNull(axes, "axes"));
      variants = List.copyOf(Objects.requireNonNull(variants, "variants"));
      runs = List.copyOf(Objects.requireNonNull(runs, "runs"));
    }
  }

  /** A run: the name of its files, and its label on each axis. */
  record Entry(String name, Map<String, String> settings) {

    Entry {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(settings, "settings");
    }
  }

  private KeptResults() {}

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(INDEX));
  }

  static ReportedStudy read(Path folder) {
    Index index = Json.read(folder.resolve(INDEX), Index.class);
    List<ReportedRun> runs = new ArrayList<>();
    for (Entry entry : index.runs()) {
      RunResult result = Json.read(folder.resolve(entry.name() + ".json"), RunResult.class);
      runs.add(
          new ReportedRun(
              entry.settings(),
              RunState.valueOf(result.status().name()),
              result,
              epochs(folder.resolve(entry.name() + ".csv"))));
    }
    return new ReportedStudy(
        index.id(),
        index.experiment(),
        index.description(),
        index.axes(),
        index.variants(),
        runs,
        null);
  }

  private static NavigableMap<Integer, Map<String, Double>> epochs(Path file) {
    NavigableMap<Integer, Map<String, Double>> epochs = new TreeMap<>();
    if (!Files.exists(file)) {
      return epochs;
    }
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, READ)) {
      for (CSVRecord line : parser) {
        Map<String, Double> values = new LinkedHashMap<>();
        line.toMap()
            .forEach(
                (column, cell) -> {
                  if (!column.equals(EPOCH) && !cell.isEmpty()) {
                    values.put(column, Double.valueOf(cell));
                  }
                });
        epochs.put(Integer.valueOf(line.get(EPOCH)), values);
      }
      return epochs;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Writes a study that was read from the folders of its runs. */
  static void write(Path to, ReportedStudy study, List<RunFolder> folders) {
    List<Entry> entries = new ArrayList<>();
    List<String> curves = curves(study.report());
    try {
      Files.createDirectories(to);
      for (RunFolder folder : folders) {
        RunRecord run = folder.readRecord();
        RunResult result = folder.readResult().orElse(null);
        if (result == null) {
          continue;
        }
        Entry entry = new Entry(name(run, entries), run.settings());
        entries.add(entry);
        Files.copy(
            folder.configuration(),
            to.resolve(entry.name() + ".conf"),
            StandardCopyOption.REPLACE_EXISTING);
        Json.write(to.resolve(entry.name() + ".json"), result);
        write(to.resolve(entry.name() + ".csv"), curves, StudySource.epochs(folder.path()));
      }
      Path block = to.resolve(StudySource.BLOCK);
      if (study.report() != null && !Files.exists(block)) {
        Files.writeString(block, ReportText.of(study.report()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + to, e);
    }
    Json.write(
        to.resolve(INDEX),
        new Index(
            study.id(),
            study.name(),
            study.description(),
            study.axes(),
            study.variants(),
            entries));
  }

  /** The labels of a run as a name for files. */
  private static String name(RunRecord run, List<Entry> taken) {
    String labels =
        String.join("-", run.settings().values())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}.]+", "-")
            .replaceAll("^[-.]+|-+$", "");
    String name = labels.isEmpty() ? "run" : labels;
    String unique = name;
    for (int number = 2; isTaken(unique, taken); number++) {
      unique = name + "-" + number;
    }
    return unique;
  }

  private static boolean isTaken(String name, List<Entry> taken) {
    return taken.stream().anyMatch(entry -> entry.name().equals(name));
  }

  private static List<String> curves(@Nullable ReportBlock block) {
    Set<String> curves = new LinkedHashSet<>(CURVES);
    if (block != null) {
      block.charts().stream()
          .filter(Chart.Curves.class::isInstance)
          .map(Chart::metric)
          .forEach(curves::add);
      Stream.of(
              block.metrics().stream(),
              block.charts().stream().map(Chart::metric),
              block.claims().stream().map(Claim::metric))
          .flatMap(metrics -> metrics)
          .map(Metrics::bestOf)
          .flatMap(Optional::stream)
          .forEach(curves::add);
    }
    return List.copyOf(curves);
  }

  /** Writes those of {@code metrics} that a run has, by epoch, as precise as a float. */
  private static void write(
      Path file, List<String> metrics, NavigableMap<Integer, Map<String, Double>> epochs)
      throws IOException {
    List<String> present =
        metrics.stream()
            .filter(
                metric -> epochs.values().stream().anyMatch(values -> values.containsKey(metric)))
            .toList();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), WRITE)) {
      List<String> header = new ArrayList<>(List.of(EPOCH));
      header.addAll(present);
      printer.printRecord(header);
      for (Map.Entry<Integer, Map<String, Double>> epoch : epochs.entrySet()) {
        Map<String, Double> values = epoch.getValue();
        if (present.stream().anyMatch(values::containsKey)) {
          List<Object> line = new ArrayList<>(List.of(epoch.getKey()));
          for (String metric : present) {
            Double value = values.get(metric);
            line.add(value == null ? "" : Float.toString(value.floatValue()));
          }
          printer.printRecord(line);
        }
      }
    }
  }
}
