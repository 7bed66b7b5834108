package io.rethink.runner.runs;

import org.jspecify.annotations.Nullable;

/**
 * A run as its folder shows it now.
 *
 * @param run what was known when it started
 * @param state how far it has come
 * @param result how it ended, or null if it has not
 */
public record KnownRun(RunRecord run, RunState state, @Nullable RunResult result) {}
