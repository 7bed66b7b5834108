package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Claim;
import io.rethink.runner.config.report.Published;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A study of two networks at two rates of corruption, whose numbers tests choose. */
final class SampleStudy {

  static final String CORRUPTION = "corruption";
  static final String NETWORK = "network";

  private final List<Map<String, String>> variants = new ArrayList<>();
  private final List<ReportedRun> runs = new ArrayList<>();
  private final List<Chart> charts = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Published.Row> published = new ArrayList<>();
  private Map<String, io.rethink.runner.config.Threshold> epochsTo = Map.of();

  /** A run that has come to its end, with the test accuracy and the epochs that it took. */
  SampleStudy run(
      String network, String corruption, long seed, double accuracy, @Nullable Integer epochs) {
    Map<String, String> settings = settings(network, corruption, seed);
    variants.add(settings);
    runs.add(
        new ReportedRun(
            settings,
            RunState.FINISHED,
            result(accuracy, epochs),
            new TreeMap<>(
                Map.of(
                    1, Map.of("train/loss", 2.0 + seed, "test/accuracy", accuracy / 2),
                    2, Map.of("train/loss", 0.5 * seed, "test/accuracy", accuracy)))));
    return this;
  }

  /** A run that has come to its end, with what the test set gave after each epoch. */
  SampleStudy epochs(
      String network, String corruption, List<Double> accuracies, List<Double> losses) {
    Map<String, String> settings = settings(network, corruption, 1);
    NavigableMap<Integer, Map<String, Double>> epochs = new TreeMap<>();
    for (int i = 0; i < accuracies.size(); i++) {
      epochs.put(i + 1, Map.of("test/accuracy", accuracies.get(i), "test/loss", losses.get(i)));
    }
    variants.add(settings);
    runs.add(
        new ReportedRun(
            settings,
            RunState.FINISHED,
            result(accuracies.get(accuracies.size() - 1), null),
            epochs));
    return this;
  }

  /** A run that is yet to be started. */
  SampleStudy planned(String network, String corruption, long seed) {
    variants.add(settings(network, corruption, seed));
    return this;
  }

  /** A run that is under way, after one epoch. */
  SampleStudy running(String network, String corruption, long seed, double accuracy) {
    Map<String, String> settings = settings(network, corruption, seed);
    variants.add(settings);
    runs.add(
        new ReportedRun(
            settings,
            RunState.RUNNING,
            null,
            new TreeMap<>(Map.of(1, Map.of("test/accuracy", accuracy)))));
    return this;
  }

  SampleStudy published(String network, String corruption, Map<String, Double> values) {
    published.add(
        new Published.Row(Map.of(NETWORK, network, CORRUPTION, corruption), null, values));
    return this;
  }

  SampleStudy published(
      String network, String corruption, double epoch, Map<String, Double> values) {
    published.add(
        new Published.Row(Map.of(NETWORK, network, CORRUPTION, corruption), epoch, values));
    return this;
  }

  SampleStudy publishedForAll(double epoch, Map<String, Double> values) {
    published.add(new Published.Row(Map.of(), epoch, values));
    return this;
  }

  SampleStudy publishedCurve(String network, double epoch, double loss) {
    published.add(new Published.Row(Map.of(NETWORK, network), epoch, Map.of("train/loss", loss)));
    return this;
  }

  SampleStudy epochsTo(Map<String, io.rethink.runner.config.Threshold> thresholds) {
    epochsTo = thresholds;
    return this;
  }

  SampleStudy chart(Chart chart) {
    charts.add(chart);
    return this;
  }

  SampleStudy claim(Claim claim) {
    claims.add(claim);
    return this;
  }

  ReportedStudy study() {
    return new ReportedStudy(
        "20260101-000000-abcdef",
        "sample",
        "What <i>networks</i> fit & what not",
        List.of(NETWORK, CORRUPTION, "seed"),
        variants,
        runs,
        new ReportBlock(
            "Sample",
            Map.of(CORRUPTION, "label corruption"),
            List.of(),
            epochsTo,
            new Published("paper", List.of(), published),
            charts,
            claims));
  }

  Report report() {
    return Report.of(study());
  }

  private static Map<String, String> settings(String network, String corruption, long seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(NETWORK, network);
    settings.put(CORRUPTION, corruption);
    settings.put("seed", Long.toString(seed));
    return settings;
  }

  private static RunResult result(double accuracy, @Nullable Integer epochs) {
    return new RunResult(
        RunStatus.FINISHED,
        null,
        1,
        2,
        20,
        "last-epoch",
        null,
        epochs,
        epochs == null ? null : 10L * epochs,
        Map.of("train/accuracy", 1.0, "test/accuracy", accuracy, "train/loss", 0.5));
  }
}
