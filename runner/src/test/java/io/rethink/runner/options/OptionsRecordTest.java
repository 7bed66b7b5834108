package io.rethink.runner.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.optimization.Schedule;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionsRecordTest {

  enum Mode {
    @Description("as it is")
    AS_IS,
    L2
  }

  record Inner(int side) {}

  @Description("Everything.")
  record Everything(
      @Description("How fast.") @Default("0.1") double learningRate,
      long count,
      @Nullable Integer l2Norm,
      boolean useGPU,
      String text,
      Mode mode,
      Path file,
      List<@Positive Integer> widths,
      Inner inner,
      List<Inner> inners,
      Schedule schedule) {}

  @Test
  void componentsBecomeOptionsInKebabCase() {
    OptionsRecord options = OptionsRecord.of(Everything.class);

    assertThat(options.description()).isEqualTo("Everything.");
    assertThat(options.options())
        .extracting(Option::name)
        .containsExactly(
            "learning-rate",
            "count",
            "l2-norm",
            "use-gpu",
            "text",
            "mode",
            "file",
            "widths",
            "inner",
            "inners",
            "schedule");
    assertThat(options.options())
        .filteredOn(option -> !option.isRequired())
        .extracting(Option::name)
        .containsExactly("learning-rate", "l2-norm");
    assertThat(options.option("learning-rate").orElseThrow())
        .returns("0.1", Option::defaultText)
        .returns("How fast.", Option::description);
  }

  @Test
  void constantsAndPermittedRecordsAreChosenByTheirKebabCaseNames() {
    OptionsRecord options = OptionsRecord.of(Everything.class);
    OptionType.Choice mode = (OptionType.Choice) options.option("mode").orElseThrow().type();
    OptionType.Alternatives schedule =
        (OptionType.Alternatives) options.option("schedule").orElseThrow().type();

    assertThat(mode.constants())
        .containsExactly(Map.entry("as-is", Mode.AS_IS), Map.entry("l2", Mode.L2));
    assertThat(mode.description("as-is")).isEqualTo("as it is");
    assertThat(mode.description("l2")).isEmpty();
    assertThat(schedule.blocks()).containsOnlyKeys("constant", "exponential", "step", "cosine");
  }

  record Limited(
      @Min(0) @Max(1) int closed,
      @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double halfOpen,
      @Positive double positive,
      @Negative long negative,
      @NotEmpty List<String> some,
      @Size(min = 2, max = 3) String sized,
      @NotBlank String text,
      @DecimalMin("0.1") Double tenth,
      @Min(3) @Positive @Max(9) long several) {}

  private static Constraint only(String option) {
    List<Constraint> constraints =
        OptionsRecord.of(Limited.class).option(option).orElseThrow().constraints();
    assertThat(constraints).hasSize(1);
    return constraints.get(0);
  }

  private static void assertConstraint(
      String option, String rule, List<Object> legal, List<Object> illegal) {
    assertThat(only(option).rule()).isEqualTo(rule);
    assertThat(legal).allMatch(only(option).accepts());
    assertThat(illegal).noneMatch(only(option).accepts());
  }

  @Test
  void constraintsAreReadFromTheAnnotations() {
    assertConstraint("closed", "from 0 to 1", List.of(0, 1), List.of(-1, 2));
    assertConstraint(
        "half-open",
        "at least 0 and below 1",
        List.of(0.0, 0.999, Math.nextDown(1.0)),
        List.of(-0.001, 1.0, Double.NaN, Double.POSITIVE_INFINITY));
    assertConstraint(
        "positive",
        "above 0",
        List.of(Double.MIN_VALUE, Double.POSITIVE_INFINITY),
        List.of(0.0, -1.0, Double.NaN));
    assertConstraint("several", "from 3 to 9", List.of(3L, 9L), List.of(2L, 10L));
    assertConstraint("negative", "below 0", List.of(-1L, Long.MIN_VALUE), List.of(0L, 5L));
    assertConstraint("some", "non-empty", List.of(List.of("a")), List.of(List.of()));
    assertConstraint("sized", "of length 2 to 3", List.of("ab", "abc"), List.of("a", "abcd"));
    assertConstraint("text", "non-blank", List.of("a"), List.of("", "  "));
    assertConstraint("tenth", "at least 0.1", List.of(0.1), List.of(Math.nextDown(0.1)));
  }

  record Recursive(List<Recursive> children) {}

  @SuppressWarnings("NullablePrimitive") // Finding it is what is tested.
  record Wrong(
      BigInteger big, @Nullable int flag, @Email String address, Map<Integer, String> map) {}

  @Test
  void everythingThatNoConfigurationCanExpressIsReported() {
    assertThatThrownBy(() -> OptionsRecord.of(Wrong.class))
        .isInstanceOfSatisfying(
            IllegalOptionsException.class,
            failure ->
                assertThat(failure.complaints())
                    .satisfiesExactly(
                        complaint -> assertThat(complaint).contains("Wrong.big", "BigInteger"),
                        complaint -> assertThat(complaint).contains("Wrong.flag", "use Integer"),
                        complaint -> assertThat(complaint).contains("Wrong.address", "@Email"),
                        complaint -> assertThat(complaint).contains("Wrong.map", "Map")));
    assertThatThrownBy(() -> OptionsRecord.of(Recursive.class))
        .hasMessageContaining("contains itself");
    assertThatThrownBy(() -> OptionsRecord.of(String.class)).hasMessageContaining("not a record");
  }
}
