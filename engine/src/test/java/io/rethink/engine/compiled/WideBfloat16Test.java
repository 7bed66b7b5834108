package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.engine.compiled.onednn.ValueType;
import io.rethink.engine.compiled.program.StepDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that keep bfloat16 and multiply it as 32-bit floats. */
class WideBfloat16Test extends Bfloat16Contract {

  WideBfloat16Test() {
    super(ValueType.FLOAT32);
  }

  @Test
  void everythingButProductsIsOfTheNarrowType() throws Exception {
    try (CompiledNetwork network = compile(Networks.inception(true, 1), Networks.CROPPED)) {
      List<StepDescription> steps = network.explain(2).steps();
      assertThat(steps).noneMatch(step -> step.implementation().contains("ref"));
      assertThat(steps)
          .filteredOn(step -> step.flops() > 0)
          .isNotEmpty()
          .allSatisfy(step -> assertThat(step.layouts()).noneMatch(WideBfloat16Test::isNarrow));
      for (String operation :
          List.of("normalization, relu", "normalization backward", "concatenation", "pooling")) {
        assertThat(steps)
            .filteredOn(step -> step.operation().equals(operation))
            .isNotEmpty()
            .allSatisfy(step -> assertThat(images(step)).allMatch(WideBfloat16Test::isNarrow));
      }
    }
  }

  @Test
  void weightsAreRoundedAndWidenedOnceAStep() throws Exception {
    try (CompiledNetwork network = compile(Networks.mlp(24, 24), Networks.CROPPED)) {
      for (String weights : List.of("24x2352", "24x24", "10x24")) {
        assertThat(network.explain(2).steps())
            .filteredOn(step -> step.operation().equals("reorder"))
            .filteredOn(step -> step.layouts().get(0).startsWith(weights + ":"))
            .extracting(StepDescription::layouts)
            .containsExactly(
                List.of(weights + ":ab", weights + ":ab:bf16"),
                List.of(weights + ":ab:bf16", weights + ":ab"));
      }
    }
  }

  /** Of images alone: pooling keeps places of maxima as well, of its result's layout. */
  private static List<String> images(StepDescription step) {
    long count = step.operation().equals("pooling") ? 2 : step.layouts().size();
    return step.layouts().stream().limit(count).filter(layout -> layout.contains(":aBcd")).toList();
  }

  private static boolean isNarrow(String layout) {
    return layout.endsWith(":bf16");
  }
}
