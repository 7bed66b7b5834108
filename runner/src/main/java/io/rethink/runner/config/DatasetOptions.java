package io.rethink.runner.config;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** The options that every data set has. */
record DatasetOptions(
    @Description("Side of the square that is cut from the centre of each image.") @Positive
        @Nullable Integer crop,
    @Description("The last change to each example before the network sees it.")
        @Default("per-image")
        Standardization standardize,
    @Description("How many training examples are used, from the first; all if left out.") @Positive
        @Nullable Integer trainExamples) {}
