package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The command in a process of its own, which may be killed; and what runs leave behind. */
public final class KilledProcess {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_SECONDS = 60;

  private KilledProcess() {}

  /** What a process returned and wrote, to either stream. */
  public record Ended(int exitCode, String output) {}

  /** Carries out a command in {@code folder} and kills it once {@code when} says so. */
  public static Ended kill(Path folder, BooleanSupplier when, String... arguments)
      throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = start(folder, output, arguments);
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
      while (process.isAlive() && !when.getAsBoolean() && System.nanoTime() < end) {
        process.waitFor(1, TimeUnit.MILLISECONDS);
      }
      assertThat(System.nanoTime()).as("a process does not end").isLessThan(end);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }

  /** Begins to carry out a command in {@code folder}, which writes to {@code output}. */
  static Process start(Path folder, Path output, String... arguments) throws IOException {
    return start(folder, output, Map.of(), arguments);
  }

  /** Likewise, with more variables in its environment. */
  public static Process start(
      Path folder, Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Rethink.class.getName()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Carries out a command to its end. */
  public static Ended run(Path folder, String... arguments) throws Exception {
    return kill(folder, () -> false, arguments);
  }

  /** The folders of all runs of an experiment. */
  public static List<Path> runs(Path experiment) throws IOException {
    if (!Files.isDirectory(experiment)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(experiment)) {
      return folders.filter(each -> Files.exists(each.resolve("run.json"))).sorted().toList();
    }
  }

  /** How long the journals of an experiment's runs are together, in bytes; -1 without a run. */
  public static long journaled(Path experiment) {
    try {
      List<Path> runs = runs(experiment);
      long length = runs.isEmpty() ? -1 : 0;
      for (Path run : runs) {
        Path journal = run.resolve("events.jsonl");
        length += Files.exists(journal) ? Files.size(journal) : 0;
      }
      return length;
    } catch (IOException e) {
      return -1;
    }
  }

  /** How often the journal of a run holds each point: metric, step and value. */
  static Map<List<Object>, Integer> points(Path run) throws IOException {
    Map<List<Object>, Integer> points = new HashMap<>();
    for (JsonNode event : events(run)) {
      if (event.get("event").asText().equals("metrics-logged")) {
        event
            .get("values")
            .properties()
            .forEach(
                value ->
                    points.merge(
                        List.of(
                            value.getKey(), event.get("step").asLong(), value.getValue().asText()),
                        1,
                        Integer::sum));
      }
    }
    return points;
  }

  /** All events of a run. */
  static List<JsonNode> events(Path run) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("events.jsonl"))) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  /** The result of a run, without its time. */
  static Map<String, Object> result(Path run) throws IOException {
    Map<String, Object> result = new HashMap<>();
    JSON.readTree(run.resolve("result.json").toFile())
        .properties()
        .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
    result.remove("ended");
    return result;
  }

  /** The bytes of all arrays in a run's last checkpoint, by way of its header alone. */
  static String arrays(Path run) throws IOException {
    List<Path> files = checkpoints(run);
    byte[] last = Files.readAllBytes(files.get(files.size() - 1));
    int header = (int) ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return HexFormat.of().formatHex(last, Long.BYTES + header, last.length);
  }

  /** A run's checkpoints, the oldest first. */
  static List<Path> checkpoints(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    }
  }
}
