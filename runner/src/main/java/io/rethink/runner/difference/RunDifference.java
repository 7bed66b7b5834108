package io.rethink.runner.difference;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.rethink.runner.runs.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two runs. A group without differences is empty.
 *
 * @param first the id of the first run
 * @param second the id of the second run
 * @param configuration options, by their keys
 * @param code versions, the git commit and plugin jars
 * @param data digests of the data set and of the training labels
 * @param machine processor, threads, Java and operating system
 * @param result how the runs ended, their final metrics and parameters
 * @param sameFinalParameters whether the final networks are the same, bit for bit; null if one of
 *     the runs has no checkpoint of its end
 * @param points the metric points
 */
public record RunDifference(
    String first,
    String second,
    List<Difference> configuration,
    List<Difference> code,
    List<Difference> data,
    List<Difference> machine,
    List<Difference> result,
    @Nullable Boolean sameFinalParameters,
    PointComparison points) {

  private static final String PARAMETERS = "final parameters (SHA-256)";

  /**
   * Compares two runs by what their folders hold.
   *
   * @throws io.rethink.api.UserException if a record is damaged
   */
  public static RunDifference between(RunFolder one, RunFolder other) {
    RecordedRun first = RecordedRun.read(one);
    RecordedRun second = RecordedRun.read(other);
    List<Difference> result = new ArrayList<>(Difference.between(first.result(), second.result()));
    String firstNetwork = first.finalParameters().orElse(null);
    String secondNetwork = second.finalParameters().orElse(null);
    Boolean sameNetwork = null;
    if (firstNetwork != null && secondNetwork != null) {
      sameNetwork = firstNetwork.equals(secondNetwork);
      result.addAll(
          Difference.between(Map.of(PARAMETERS, firstNetwork), Map.of(PARAMETERS, secondNetwork)));
    }
    return new RunDifference(
        first.id(),
        second.id(),
        Difference.between(first.configuration(), second.configuration()),
        Difference.between(first.code(), second.code()),
        Difference.between(first.data(), second.data()),
        Difference.between(first.machine(), second.machine()),
        result,
        sameNetwork,
        first.points().compare(second.points()));
  }

  public RunDifference {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    configuration = List.copyOf(configuration);
    code = List.copyOf(code);
    data = List.copyOf(data);
    machine = List.copyOf(machine);
    result = List.copyOf(result);
  }

  /** Whether the runs gave the same numbers, bit for bit, and ended alike. */
  @JsonIgnore
  public boolean isSameResult() {
    return result.isEmpty() && points.isSame();
  }
}
