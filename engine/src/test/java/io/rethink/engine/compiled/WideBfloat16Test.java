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
            .allSatisfy(step -> assertThat(step.layouts()).anyMatch(WideBfloat16Test::isNarrow));
      }
    }
  }

  private static boolean isNarrow(String layout) {
    return layout.endsWith(":bf16");
  }
}
