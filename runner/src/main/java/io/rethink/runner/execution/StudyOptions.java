package io.rethink.runner.execution;

import io.rethink.runner.config.Variant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a study is carried out.
 *
 * @param anew whether all runs are made anew, in a new study
 * @param retries how often a run that failed, or whose process died, is tried again; above 0 those
 *     that failed earlier are, too
 * @param only which of the runs to carry out
 * @param workers gives what carries them out, at the same time; null for this process, one by one
 */
public record StudyOptions(
    boolean anew, int retries, Predicate<Variant> only, @Nullable Supplier<List<Worker>> workers) {}
