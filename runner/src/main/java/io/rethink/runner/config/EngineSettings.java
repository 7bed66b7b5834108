package io.rethink.runner.config;

import io.rethink.api.Default;
import io.rethink.api.Description;

/**
 * The {@code engine} block.
 *
 * @param type what trains the network
 */
public record EngineSettings(
    @Description("What trains the network.") @Default("dl4j") EngineType type) {}
