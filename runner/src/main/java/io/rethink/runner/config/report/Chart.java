package io.rethink.runner.config.report;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chart of a report: one line or bar for each condition, with what was published beside it. */
public sealed interface Chart {

  /** The heading. */
  String title();

  /** What it shows. */
  String metric();

  /** The conditions that it shows, by their labels on some axes. */
  Map<String, String> where();

  /**
   * A metric over the epochs.
   *
   * @param until the last epoch shown; null for all
   */
  @Description("A metric over the epochs, one line a condition.")
  record Curves(
      @Description("The heading.") @NotBlank String title,
      @Description("A metric that is measured after epochs.") @NotBlank String metric,
      @Description("The conditions to show, by labels; all unless given.") @Default("{}")
          Map<String, String> where,
      @Description("Whether the scale of the metric is logarithmic.") @Default("false")
          boolean logScale,
      @Description("The last epoch shown; all unless given.") @Positive @Nullable Integer until)
      implements Chart {

    public Curves {
      where = ReportBlock.ordered(where);
    }
  }

  /**
   * A final value over an axis whose labels are numbers.
   *
   * @param over that axis
   * @param relativeTo the label on it at which each line is 1; null to show values as they are
   */
  @Description("A final value over an axis of numbers, one line a condition.")
  record Points(
      @Description("The heading.") @NotBlank String title,
      @Description("What is shown.") @NotBlank String metric,
      @Description("The axis along which it is shown; its labels are numbers.") @NotBlank
          String over,
      @Description("The conditions to show, by labels; all unless given.") @Default("{}")
          Map<String, String> where,
      @Description("Shows multiples of the value at this label.") @Nullable String relativeTo,
      @Description("Whether the scale of the metric is logarithmic.") @Default("false")
          boolean logScale)
      implements Chart {

    public Points {
      where = ReportBlock.ordered(where);
    }
  }

  /** A final value, one bar a condition. */
  @Description("A final value, one bar a condition.")
  record Bars(
      @Description("The heading.") @NotBlank String title,
      @Description("What is shown.") @NotBlank String metric,
      @Description("The conditions to show, by labels; all unless given.") @Default("{}")
          Map<String, String> where,
      @Description("Whether the scale of the metric is logarithmic.") @Default("false")
          boolean logScale)
      implements Chart {

    public Bars {
      where = ReportBlock.ordered(where);
    }
  }
}
