package io.rethink.runner.config;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;

/**
 * The {@code engine} block.
 *
 * @param type what trains the network
 * @param convolution how convolutions are computed, if the network is compiled
 */
public record EngineSettings(
    @Description("What trains the network.") @Default("compiled") EngineType type,
    @Description("How convolutions are computed, if the network is compiled.") @Default("auto")
        ConvolutionAlgorithm convolution) {}
