package io.rethink.runner.execution;

import java.nio.file.Path;
import java.util.List;

/**
 * What there is to do in a study.
 *
 * @param study its folder
 * @param continued whether it had been begun before
 * @param total number of its runs
 * @param done how many have finished before
 * @param failed how many have failed before, and are left as they are
 * @param resumed how many were interrupted, and go on
 * @param fresh how many are begun
 * @param left how many were not chosen
 * @param dropped how many runs of the study are no longer part of it
 * @param notes why runs that exist do not count as done
 */
public record StudyOutline(
    Path study,
    boolean continued,
    int total,
    int done,
    int failed,
    int resumed,
    int fresh,
    int left,
    int dropped,
    List<String> notes) {

  public StudyOutline {
    notes = List.copyOf(notes);
  }

  /** How many runs are to be carried out. */
  public int todo() {
    return resumed + fresh;
  }
}
