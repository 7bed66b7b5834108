package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.ir.Operation.Dense;
import io.rethink.engine.compiled.ir.Operation.Elementwise;
import org.jspecify.annotations.Nullable;

/** The pass that moves a ReLU into the operation before it, where nothing else reads that one. */
public final class ReluFusion {

  private ReluFusion() {}

  /** Returns {@code graph} with fused ReLUs. */
  public static Graph apply(Graph graph) {
    return Fusion.apply(graph, ReluFusion::fused);
  }

  private static @Nullable Operation fused(Operation before, Operation after) {
    if (!(after instanceof Elementwise elementwise)
        || elementwise.function().kind() != Function.Kind.RELU) {
      return null;
    }
    Function relu = elementwise.function();
    if (before instanceof Convolution c && c.then() == null) {
      return new Convolution(c.layer(), c.weights(), c.window(), c.bias(), relu);
    }
    if (before instanceof Dense d && d.then() == null) {
      return new Dense(d.layer(), d.bias(), relu);
    }
    if (before instanceof BatchNormalization b && !b.relu() && relu.parameter() == 0) {
      return new BatchNormalization(
          b.layer(),
          b.epsilon(),
          b.decay(),
          b.trained(),
          b.scale(),
          b.shift(),
          b.logarithmic(),
          true);
    }
    return null;
  }
}
