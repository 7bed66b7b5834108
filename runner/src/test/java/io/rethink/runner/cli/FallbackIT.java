package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CPU that oneDNN is not fast on; here it is told not to use more than SSE4.1. */
class FallbackIT {

  private static final Map<String, String> OLD_CPU = Map.of("DNNL_MAX_CPU_ISA", "SSE41");

  @TempDir private Path folder = Path.of("");

  @Test
  void aNetworkRunsInStockDl4jAndOneLineSaysSo() throws Exception {
    SmallExperiment.write(folder, "");
    String output = run("run", "small.conf", "--no-tracking", "-o", "training.epochs=2");
    assertThat(output)
        .containsOnlyOnce("runs in stock DL4J: oneDNN is not available for this platform or CPU")
        .contains("small: 2 epochs");
    assertThat(KilledProcess.runs(folder.resolve("runs/small"))).hasSize(1);
  }

  @Test
  void bfloat16IsRefused() throws Exception {
    SmallExperiment.write(folder, "engine.precision = bfloat16");
    assertThat(run("run", "small.conf", "--no-tracking")).contains("engine.precision = float32");
  }

  private String run(String... command) throws Exception {
    Path output = folder.resolve("output.txt");
    KilledProcess.start(folder, output, OLD_CPU, command).waitFor();
    return Files.readString(output);
  }
}
