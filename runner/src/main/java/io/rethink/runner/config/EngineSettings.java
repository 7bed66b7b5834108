package io.rethink.runner.config;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.engine.Threads;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.Precision;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * The {@code engine} block.
 *
 * @param type what trains the network
 * @param convolution how convolutions are computed, if the network is compiled
 * @param precision what activations are kept as, if the network is compiled
 * @param threads how many threads compute, or null for as many as there are cores
 */
public record EngineSettings(
    @Description("What trains the network.") @Default("compiled") EngineType type,
    @Description("How convolutions are computed, if the network is compiled.") @Default("auto")
        ConvolutionAlgorithm convolution,
    @Description(
            "What activations and their gradients are kept as, if the network is compiled;"
                + " parameters, sums and statistics are float32 in any case.")
        @Default("float32")
        Precision precision,
    @Description(
            "How many threads compute; if left out, as many as there are cores, or as the"
                + " environment variable OMP_NUM_THREADS says. Other numbers of threads give other"
                + " roundings.")
        @Positive
        @Max(Threads.MOST)
        @Nullable Integer threads) {

  public EngineSettings {
    if (precision == Precision.BFLOAT16 && type != EngineType.COMPILED) {
      throw new IllegalArgumentException(
          "precision = bfloat16 is for type = compiled; stock DL4J computes in float32");
    }
    if (precision == Precision.BFLOAT16 && convolution == ConvolutionAlgorithm.WINOGRAD) {
      throw new IllegalArgumentException(
          "convolution = winograd is for precision = float32; for bfloat16 set auto or direct");
    }
  }
}
