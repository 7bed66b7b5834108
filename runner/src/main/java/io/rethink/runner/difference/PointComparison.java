package io.rethink.runner.difference;

import org.jspecify.annotations.Nullable;

/**
 * The metric points of two runs, compared bit for bit.
 *
 * @param same number of points that are the same in both
 * @param different number of points that both have, with different values
 * @param missing number of points that only one of them has
 * @param firstDifferent the first, in the order of the first journal, that both have with different
 *     values
 * @param firstMissing the first that only one of them has
 */
public record PointComparison(
    int same,
    int different,
    int missing,
    @Nullable PointDifference firstDifferent,
    @Nullable PointDifference firstMissing) {

  /** Whether both runs have the same points. */
  public boolean isSame() {
    return different == 0 && missing == 0;
  }
}
