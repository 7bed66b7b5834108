package io.rethink.runner.config;

import org.jspecify.annotations.Nullable;

/**
 * What is computed about a trained network, and when.
 *
 * @param measure the measure and its own options
 * @param every the measure is also taken after each so many epochs; null for the end only
 */
public record MeasureSettings(Configured measure, @Nullable Integer every) {}
