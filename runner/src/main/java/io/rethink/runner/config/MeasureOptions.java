package io.rethink.runner.config;

import io.rethink.api.Description;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** The options that every measure has. */
record MeasureOptions(
    @Description(
            "The measure is also taken after every so many epochs; if left out, at the end only.")
        @Positive
        @Nullable Integer every) {}
