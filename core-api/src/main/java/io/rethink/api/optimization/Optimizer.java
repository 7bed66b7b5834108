package io.rethink.api.optimization;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Extension point: the rule by which parameters are updated. */
public interface Optimizer {

  /** Takes one step: evaluates {@code objective} as often as it needs and writes its parameters. */
  void step(Objective objective);

  /**
   * Whether a step is on the whole training set. Then an epoch is one step, and {@link
   * Objective#evaluate} goes through all examples.
   */
  default boolean fullBatch() {
    return false;
  }

  /**
   * The arrays that the next step depends on besides the parameters, by name: momentum, moments. A
   * live view, and empty for an optimizer without memory or before its first step.
   */
  Map<String, INDArray> state();

  /**
   * Takes over a copy of {@code state}, which {@link #state()} once returned.
   *
   * @throws IllegalArgumentException if the names are not those of this optimizer's state
   */
  void restore(Map<String, INDArray> state);
}
