package io.rethink.runner.difference;

import org.jspecify.annotations.Nullable;

/**
 * A metric point that two runs do not have in common.
 *
 * @param metric the metric's name
 * @param step the point's step
 * @param first its value in the first run; null if the first run does not have it
 * @param second its value in the second run; null if the second run does not have it
 */
public record PointDifference(
    String metric, long step, @Nullable Double first, @Nullable Double second) {}
