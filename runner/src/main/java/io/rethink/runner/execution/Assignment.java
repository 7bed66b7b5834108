package io.rethink.runner.execution;

import io.rethink.runner.runs.RunFolder;
import java.nio.file.Path;

/**
 * A run that is to be carried to its end: from its beginning or its last checkpoint.
 *
 * @param folder the run's, with its record and its resolved experiment
 * @param source the file that the experiment was read from
 * @param number the run's number in its study, from 1
 * @param total number of runs in the study
 * @param again whether a run that has failed is tried again
 */
public record Assignment(RunFolder folder, Path source, int number, int total, boolean again) {}
