package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rethink.runner.cli.KilledProcess.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reproduce} and {@code diff}, as a user calls them. */
class ReproduceIT {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void runOnce() throws Exception {
    SmallExperiment.write(folder, "");
    Ended ended = KilledProcess.run(folder, "run", "small.conf");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void aRunIsReproducedBitForBitFromItsRecordAlone() throws Exception {
    Path original = runs().get(0);
    Files.delete(folder.resolve("small.conf"));

    Ended ended = KilledProcess.run(folder, "reproduce", prefix(original));

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    Path repeated = runs().get(1);
    assertThat(ended.output())
        .contains(
            "run %s gives the same numbers as %s, bit for bit"
                .formatted(repeated.getFileName(), original.getFileName()))
        .contains("and the final parameters")
        .contains("records: runs/small/" + repeated.getFileName());
    assertThat(KilledProcess.points(repeated)).isEqualTo(KilledProcess.points(original));
    assertThat(KilledProcess.arrays(repeated)).isEqualTo(KilledProcess.arrays(original));
    assertThat(repeated.resolve("experiment.conf"))
        .hasSameTextualContentAs(original.resolve("experiment.conf"));
    assertThat(KilledProcess.events(repeated).get(0).at("/tags/rethink.reproduces").asText())
        .isEqualTo(original.getFileName().toString());

    Ended diff =
        KilledProcess.run(
            folder, "diff", original.getFileName().toString(), repeated.getFileName().toString());
    assertThat(diff.exitCode()).isZero();
    assertThat(diff.output().lines())
        .contains(
            "configuration: the same",
            "code: the same",
            "data: the same",
            "machine: the same",
            "result: the same");
  }

  @Test
  void whereTheNumbersDifferTheFirstSuchPointAndTheReasonAreNamed() throws Exception {
    Path original = runs().get(0);
    SmallExperiment.writePlugin(folder, "0.06");

    Ended ended = KilledProcess.run(folder, "reproduce", original.getFileName().toString());

    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    Path repeated = runs().get(1);
    List<Point> was = points(original);
    List<Point> is = points(repeated);
    int first = 0;
    while (was.get(first).equals(is.get(first))) {
      first++;
    }
    assertThat(ended.output())
        .contains("does not give the same numbers")
        .contains(
            "first %s at step %d (%s in %s, %s in %s)"
                .formatted(
                    was.get(first).metric(),
                    was.get(first).step(),
                    was.get(first).value(),
                    original.getFileName(),
                    is.get(first).value(),
                    repeated.getFileName()))
        .contains("final parameters (SHA-256)")
        .containsPattern("plugin p.Shifting +\\| jar [0-9a-f]{12} +\\| jar [0-9a-f]{12}\n")
        .contains("configuration: the same", "data: the same");
  }

  @Test
  void diffSaysWhatDiffersAlsoAsJson() throws Exception {
    Ended other =
        KilledProcess.run(
            folder, "run", "small.conf", "-o", "seed=2", "-o", "optimizer.learning-rate=0.1");
    assertThat(other.exitCode()).as(other.output()).isZero();
    String first = runs().get(0).getFileName().toString();
    String second = runs().get(1).getFileName().toString();

    Ended text = KilledProcess.run(folder, "diff", first, second);
    JsonNode json =
        new ObjectMapper()
            .readTree(KilledProcess.run(folder, "diff", first, second, "--json").output());

    assertThat(text.exitCode()).isZero();
    assertThat(text.output())
        .containsPattern("optimizer.learning-rate +\\| +0.05 +\\| +0.1\n")
        .contains("code: the same", "machine: the same", "training labels (SHA-256)");
    assertThat(json.get("configuration").findValuesAsText("what"))
        .containsExactly("optimizer.learning-rate", "seed");
    assertThat(json.get("machine")).isEmpty();
    assertThat(json.at("/points/firstDifferent/step").asLong()).isPositive();
  }

  @Test
  void whatCannotBeReproducedIsSaid() throws Exception {
    assertRefused("there is no run, study or experiment 'nothing'", "reproduce", "nothing");
    Files.delete(runs().get(0).resolve("result.json"));
    String id = runs().get(0).getFileName().toString();
    assertRefused(
        "run %s was killed before its end; carry it on with ./rethink resume %s".formatted(id, id),
        "reproduce",
        id);
    KilledProcess.run(folder, "resume");
    KilledProcess.run(folder, "run", "small.conf", "-o", "training.epochs=1");
    assertRefused("'small' means 2 runs (" + id, "diff", "small", id);
  }

  private void assertRefused(String why, String... command) throws Exception {
    Ended ended = KilledProcess.run(folder, command);
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
    assertThat(ended.output()).contains(why).doesNotContain("Exception");
  }

  private List<Path> runs() throws IOException {
    List<Path> runs = new ArrayList<>(KilledProcess.runs(folder.resolve("runs/small")));
    runs.sort((a, b) -> Long.compare(started(a), started(b)));
    return runs;
  }

  private static long started(Path run) {
    try {
      return new ObjectMapper().readTree(run.resolve("run.json").toFile()).get("started").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String prefix(Path run) {
    String id = run.getFileName().toString();
    return id.substring(0, id.length() - 3);
  }

  private record Point(String metric, long step, String value) {}

  private static List<Point> points(Path run) throws IOException {
    List<Point> points = new ArrayList<>();
    for (JsonNode event : KilledProcess.events(run)) {
      if (event.get("event").asText().equals("metrics-logged")) {
        event
            .get("values")
            .properties()
            .forEach(
                value ->
                    points.add(
                        new Point(
                            value.getKey(),
                            event.get("step").asLong(),
                            value.getValue().asText())));
      }
    }
    return points;
  }
}
