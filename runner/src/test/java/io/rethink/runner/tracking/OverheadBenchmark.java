package io.rethink.runner.tracking;

import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.MetricsLogged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trains an MLP of 512 units on CIFAR-10 with tracking to a real MLflow server on this machine and
 * with checkpoints, and without both, in turn, each run by {@code ./rethink} as users call it. The
 * time is that from the beginning of training to its last evaluated epoch, by the run's own
 * journal.
 */
final class OverheadBenchmark {

  private static final String TEXT =
      """
      name = overhead
      dataset { type = cifar10 }
      model { type = mlp, widths = [512] }
      optimizer { type = sgd, learning-rate = 0.01 }
      training { epochs = %d, train-metrics = running, stop-at { train-loss = 0 } }
      """;

  private final Path folder;
  private final List<String> data;
  private int runs;

  private OverheadBenchmark(Path folder, List<String> data) {
    this.folder = folder;
    this.data = data;
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    List<String> data = arguments.length > 2 ? List.of("--data", arguments[2]) : List.of();
    MlflowInstallation installation = MlflowInstallation.ofUser(System.getenv());
    installation.ensure(System.err::println);
    Path folder = Files.createTempDirectory("overhead");
    Files.writeString(folder.resolve("overhead.conf"), TEXT.formatted(epochs));
    try (MlflowServer server =
        MlflowServer.start(
            installation, folder.resolve("server"), MlflowServer.freePort(0, false))) {
      new OverheadBenchmark(folder, data).measure(server.address().uri().toString(), rounds);
    }
  }

  private void measure(String server, int rounds) throws Exception {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      double bare = run(Map.of(), "--no-tracking", "-o", "training.checkpoint-every=never");
      double recorded = run(Map.of(TrackingServer.URI_VARIABLE, server));
      // The first round warms the disk's cache up.
      if (round > 0) {
        without.add(bare);
        with.add(recorded);
        System.out.printf(
            "round %d: %.2f s with, %.2f s without, ratio %.3f%n",
            round, recorded, bare, recorded / bare);
      }
    }
    System.out.printf(
        "medians of %d: %.2f s with, %.2f s without; ratio of medians %.3f%n",
        rounds, median(with), median(without), median(with) / median(without));
  }

  private double run(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    String name = "runs-" + runs++;
    List<String> line =
        new ArrayList<>(
            List.of(Path.of("rethink").toAbsolutePath().toString(), "run", "overhead.conf"));
    line.addAll(List.of("--runs", name));
    line.addAll(data);
    line.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve(name + ".txt").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("MLFLOW_"));
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException(Files.readString(folder.resolve(name + ".txt")));
    }
    try (Stream<Path> found = Files.list(folder.resolve(name).resolve("overhead"))) {
      return seconds(found.findFirst().orElseThrow());
    }
  }

  private static double seconds(Path run) throws IOException {
    long first = -1;
    long last = -1;
    try (JournalReader reader = JournalReader.open(run, 0)) {
      for (JournalReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        Event event = entry.event();
        if (event instanceof MetricsLogged) {
          first = first < 0 ? event.time() : first;
          last = event.time();
        }
      }
    }
    return (last - first) / 1e3;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
