package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingMemoryTest {

  private static CompiledNetwork network() throws Exception {
    return new CompiledEngine().compile(CompiledNetworkTest.small(), CompiledNetworkTest.IMAGE, 5);
  }

  @ParameterizedTest
  @CsvSource({"64, 3", "3, 64"})
  void programsShareTheMemoryOfTheLargerOne(int training, int scoring) throws Exception {
    try (CompiledNetwork network = network();
        CompiledNetwork step = network();
        CompiledNetwork evaluation = network()) {
      network.prepare(training, scoring);
      step.train(CompiledNetworkTest.batch(training, 1), 1);
      evaluation.evaluate(
          CompiledNetworkTest.batch(scoring, 1), new float[scoring * Networks.CLASSES]);

      assertThat(network.memory()).isEqualTo(Math.max(step.memory(), evaluation.memory()));
      assertThat(step.memory()).isNotEqualTo(evaluation.memory());
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 3", "3, 64"})
  void preparedProgramsComputeWhatOthersDo(int training, int scoring) throws Exception {
    try (CompiledNetwork prepared = network();
        CompiledNetwork other = network()) {
      prepared.prepare(training, scoring);
      float[] scores = new float[scoring * Networks.CLASSES];
      float[] expected = new float[scoring * Networks.CLASSES];
      for (int step = 0; step < 3; step++) {
        double loss = other.train(CompiledNetworkTest.batch(training, step), 1);
        assertThat(prepared.train(CompiledNetworkTest.batch(training, step), 1)).isEqualTo(loss);
        assertThat(prepared.gradient()).isEqualTo(other.gradient());
        other.evaluate(CompiledNetworkTest.batch(scoring, step), expected);
        prepared.evaluate(CompiledNetworkTest.batch(scoring, step), scores);
        assertThat(scores).isEqualTo(expected);
      }
    }
  }
}
