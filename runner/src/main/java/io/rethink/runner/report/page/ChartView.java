package io.rethink.runner.report.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart as the page's script draws it; all values are as they are drawn, in per cent for
 * fractions.
 *
 * @param kind {@code lines}, {@code points} or {@code bars}
 * @param x the title of the axis along which the conditions' values are laid out
 * @param y the title of the axis of values
 * @param percent whether values are in per cent
 * @param logarithmic whether the axis of values is
 * @param published what the published values are called
 * @param categories the conditions, for bars; else empty
 * @param series the lines, or one series of bars
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChartView(
    String kind,
    String title,
    String x,
    String y,
    boolean percent,
    boolean logarithmic,
    String published,
    List<String> categories,
    List<Series> series) {

  ChartView {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
  }

  /**
   * A line, or all bars.
   *
   * @param name the condition
   * @param ours the runs' values
   * @param theirs the published values
   */
  record Series(String name, List<Point> ours, List<Point> theirs) {

    Series {
      ours = List.copyOf(ours);
      theirs = List.copyOf(theirs);
    }

    boolean isEmpty() {
      return ours.isEmpty() && theirs.isEmpty();
    }
  }

  /**
   * A value.
   *
   * @param x the epoch, the number on the axis, or the number of the bar from 0
   * @param y the mean
   * @param deviation over seeds; null for one run or a published value
   * @param text the value as people read it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Point(double x, double y, @Nullable Double deviation, String text) {}

  /** Whether there is nothing to draw. */
  boolean isEmpty() {
    return series.stream().allMatch(Series::isEmpty);
  }

  boolean hasPublished() {
    return series.stream().anyMatch(each -> !each.theirs().isEmpty());
  }

  boolean hasSpread() {
    return series.stream()
        .flatMap(each -> each.ours().stream())
        .anyMatch(point -> point.deviation() != null);
  }
}
