package io.rethink.runner.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A run or a study ended.
 *
 * @param time see {@link Event#time()}
 * @param status how
 * @param reason why, in a sentence, where there is something to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunEnded(long time, RunStatus status, @Nullable String reason) implements Event {}
