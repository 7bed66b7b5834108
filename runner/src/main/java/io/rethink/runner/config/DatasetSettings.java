package io.rethink.runner.config;

import org.jspecify.annotations.Nullable;

/**
 * The {@code dataset} block.
 *
 * @param dataset the data set and its own options
 * @param crop side of the square that is cut from the centre of each image; null for no crop
 * @param standardize the last change to each example
 * @param trainExamples how many training examples are used, from the first; null for all
 */
public record DatasetSettings(
    Configured dataset,
    @Nullable Integer crop,
    Standardization standardize,
    @Nullable Integer trainExamples) {}
