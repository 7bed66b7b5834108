package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.optimization.Optimizer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimizer that stops in the middle, and another that goes on with its state. */
final class Resumption {

  private Resumption() {}

  /**
   * Asserts that the second ends where one that never stopped does, and that its state consists of
   * the given vectors, which going on leaves as they were.
   */
  static void assertExact(Supplier<Optimizer> optimizers, String... state) {
    Valley uninterrupted = new Valley(1);
    Optimizer optimizer = optimizers.get();
    double[] afterFive = uninterrupted.after(5, optimizer);
    Map<String, INDArray> saved = copy(optimizer.state());
    Map<String, INDArray> atFive = copy(saved);
    double[] afterTwenty = uninterrupted.after(20, optimizer);

    Valley resumed = new Valley(1);
    resumed.moveTo(afterFive, 5);
    Optimizer restored = optimizers.get();
    restored.restore(saved);

    assertThat(saved).containsOnlyKeys(state);
    assertThat(resumed.after(20, restored)).containsExactly(afterTwenty);
    assertThat(saved).isEqualTo(atFive);
  }

  private static Map<String, INDArray> copy(Map<String, INDArray> state) {
    Map<String, INDArray> copy = new HashMap<>();
    state.forEach((name, vector) -> copy.put(name, vector.dup()));
    return copy;
  }
}
