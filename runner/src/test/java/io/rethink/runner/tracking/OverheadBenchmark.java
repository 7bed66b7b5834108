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
 * with checkpoints, and without both, each run by {@code ./rethink} as users call it. The time is
 * that from the beginning of training to its last evaluated epoch, by the run's own journal.
 *
 * <p>The two runs of a round go side by side, so that what slows the machine slows both: each has
 * one thread and one core, which they exchange from round to round. The server shares the core of
 * the run that it serves. Needs {@code taskset}, which is part of util-linux.
 */
final class OverheadBenchmark {

  private static final String TEXT =
      """
      name = overhead
      dataset { type = cifar10 }
      model { type = mlp, widths = [512] }
      optimizer { type = sgd, learning-rate = 0.01 }
      training { epochs = %d, train-metrics = running, stop-at { train-loss = 0 } }
      engine { threads = 1 }
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
    int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
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
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      int core = round % 2;
      for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
        pin(process, core);
      }
      Running tracked = start(core, Map.of(TrackingServer.URI_VARIABLE, server));
      Running bare =
          start(1 - core, Map.of(), "--no-tracking", "-o", "training.checkpoint-every=never");
      double with = tracked.seconds();
      double without = bare.seconds();
      ratios.add(with / without);
      System.out.printf(
          "round %d: %.2f s with, %.2f s without, ratio %.3f%n",
          round, with, without, with / without);
    }
    System.out.printf("median ratio of %d rounds: %.3f%n", rounds, median(ratios));
  }

  private static void pin(ProcessHandle process, int core)
      throws IOException, InterruptedException {
    new ProcessBuilder("taskset", "-acp", String.valueOf(core), String.valueOf(process.pid()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private Running start(int core, Map<String, String> environment, String... options)
      throws IOException {
    String name = "runs-" + runs++;
    List<String> line = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    line.addAll(List.of(Path.of("rethink").toAbsolutePath().toString(), "run", "overhead.conf"));
    line.addAll(List.of("--runs", name));
    line.addAll(data);
    line.addAll(List.of(options));
    Path log = folder.resolve(name + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("MLFLOW_"));
    builder.environment().putAll(environment);
    return new Running(builder.start(), folder.resolve(name).resolve("overhead"), log);
  }

  /** A command that trains one run. */
  private record Running(Process process, Path study, Path log) {

    /** How long the run trained, once it has ended. */
    double seconds() throws IOException, InterruptedException {
      if (process.waitFor() != 0) {
        throw new IOException(Files.readString(log));
      }
      try (Stream<Path> found = Files.list(study)) {
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
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
