package io.rethink.runner.runs;

/** A run that has ended, and where its records are. */
public record EndedRun(RunFolder folder, RunRecord run, RunResult result) {}
