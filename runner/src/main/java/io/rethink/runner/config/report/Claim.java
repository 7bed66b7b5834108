package io.rethink.runner.config.report;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that was said, and what the runs' numbers have to be for it to be true. */
public sealed interface Claim {

  /** What was said. */
  String text();

  /** What it is about. */
  String metric();

  /** Each condition's value lies within limits. */
  @Description("Each condition's value lies within limits.")
  record Bound(
      @Description("What was said.") @NotBlank String text,
      @Description("What it is about.") @NotBlank String metric,
      @Description("The conditions it is said of, by labels; all unless given.") @Default("{}")
          Map<String, String> where,
      @Description("The least value that bears it out.") @Nullable Double atLeast,
      @Description("The greatest value that bears it out.") @Nullable Double atMost)
      implements Claim {

    public Bound {
      where = ReportBlock.ordered(where);
      requireLimit(atLeast, atMost);
    }
  }

  /**
   * Each condition's value is near the published one.
   *
   * @param within how near
   */
  @Description("Each condition's value is near the published one.")
  record Close(
      @Description("What was said.") @NotBlank String text,
      @Description("What it is about.") @NotBlank String metric,
      @Description("The conditions it is said of, by labels; all unless given.") @Default("{}")
          Map<String, String> where,
      @Description("How far a value may be from the published one.") @PositiveOrZero double within)
      implements Claim {

    public Close {
      where = ReportBlock.ordered(where);
    }
  }

  /**
   * The value under some conditions, less that under others which differ from them in nothing but
   * the named axes.
   */
  @Description("The difference between conditions that are otherwise alike lies within limits.")
  record Difference(
      @Description("What was said.") @NotBlank String text,
      @Description("What it is about.") @NotBlank String metric,
      @Description("The conditions whose value is taken, by labels.") @NotEmpty
          Map<String, String> of,
      @Description("The conditions whose value is subtracted, by labels.") @NotEmpty
          Map<String, String> minus,
      @Description("The least difference that bears it out.") @Nullable Double atLeast,
      @Description("The greatest difference that bears it out.") @Nullable Double atMost)
      implements Claim {

    public Difference {
      of = ReportBlock.ordered(of);
      minus = ReportBlock.ordered(minus);
      requireLimit(atLeast, atMost);
    }
  }

  /** The value under some conditions as a multiple of that under others that are else alike. */
  @Description("The ratio between conditions that are otherwise alike lies within limits.")
  record Ratio(
      @Description("What was said.") @NotBlank String text,
      @Description("What it is about.") @NotBlank String metric,
      @Description("The conditions whose value is taken, by labels.") @NotEmpty
          Map<String, String> of,
      @Description("The conditions whose value it is divided by, by labels.") @NotEmpty
          Map<String, String> to,
      @Description("The least ratio that bears it out.") @Nullable Double atLeast,
      @Description("The greatest ratio that bears it out.") @Nullable Double atMost)
      implements Claim {

    public Ratio {
      of = ReportBlock.ordered(of);
      to = ReportBlock.ordered(to);
      requireLimit(atLeast, atMost);
    }
  }

  /**
   * The value goes one way along an axis of numbers.
   *
   * @param slack how far it may go the other way from one label to the next
   */
  @Description("The value rises or falls along an axis of numbers.")
  record Monotone(
      @Description("What was said.") @NotBlank String text,
      @Description("What it is about.") @NotBlank String metric,
      @Description("The axis; its labels are numbers.") @NotBlank String over,
      @Description("Which way it goes.") Direction direction,
      @Description("The conditions it is said of, by labels; all unless given.") @Default("{}")
          Map<String, String> where,
      @Description("How far it may go the other way from one label to the next.")
          @Default("0")
          @PositiveOrZero
          double slack)
      implements Claim {

    public Monotone {
      where = ReportBlock.ordered(where);
    }
  }

  /** A way along an axis. */
  enum Direction {
    /** Greater numbers, greater values. */
    @Description("greater numbers, greater values")
    RISING,
    /** Greater numbers, smaller values. */
    @Description("greater numbers, smaller values")
    FALLING
  }

  private static void requireLimit(@Nullable Double atLeast, @Nullable Double atMost) {
    if (atLeast == null && atMost == null) {
      throw new IllegalArgumentException("it needs at-least, at-most or both");
    }
    if (atLeast != null && atMost != null && atLeast > atMost) {
      throw new IllegalArgumentException(
          "no value is at least %s and at most %s".formatted(atLeast, atMost));
    }
  }
}
