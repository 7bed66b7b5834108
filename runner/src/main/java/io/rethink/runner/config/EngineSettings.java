package io.rethink.runner.config;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/**
 * The {@code engine} block.
 *
 * @param type what trains the network
 * @param convolution how convolutions are computed, if the network is compiled
 * @param threads how many threads compute, or null for as many as there are cores
 */
public record EngineSettings(
    @Description("What trains the network.") @Default("compiled") EngineType type,
    @Description("How convolutions are computed, if the network is compiled.") @Default("auto")
        ConvolutionAlgorithm convolution,
    @Description(
            "How many threads compute; if left out, as many as there are cores, or as the"
                + " environment variable OMP_NUM_THREADS says. Other numbers of threads give other"
                + " roundings.")
        @Positive
        @Nullable Integer threads) {}
