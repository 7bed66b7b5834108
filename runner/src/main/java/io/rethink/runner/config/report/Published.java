package io.rethink.runner.config.report;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What others found under the same conditions.
 *
 * @param name what it is called beside our own values: the paper
 * @param files CSV files whose columns are axes, {@code epoch} and metrics
 * @param values those that are in no file
 */
public record Published(
    @Description("What it is called beside the runs' values.") @Default("paper") @NotBlank
        String name,
    @Description("CSV files whose columns are axes, epoch and metrics.") @Default("[]")
        List<Path> files,
    @Description("Values that are in no file.") @Default("[]") List<Row> values) {

  public Published {
    files = List.copyOf(files);
    values = List.copyOf(values);
  }

  /**
   * Values under one condition.
   *
   * @param where the label on each axis that the condition names; any on the others
   * @param epoch the epoch that they are from; null for the final ones
   * @param values by metric
   */
  public record Row(
      @Description("The label on each axis that matters.") @Default("{}") Map<String, String> where,
      @Description("The epoch that the values are from; the end unless given.") @PositiveOrZero
          @Nullable Double epoch,
      @Description("The values by metric.") @NotEmpty Map<String, Double> values) {

    public Row {
      where = ReportBlock.ordered(where);
      values = ReportBlock.ordered(values);
    }
  }
}
