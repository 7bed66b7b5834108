package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;

/**
 * How programs compute.
 *
 * @param algorithm of convolutions
 * @param activations what activations, their gradients and copies of weights are kept as
 * @param factors what convolutions and dense layers multiply: that, or the same values as 32-bit
 *     floats where the CPU is faster with those
 */
public record Arithmetic(ConvolutionAlgorithm algorithm, ValueType activations, ValueType factors) {

  public Arithmetic {
    if (factors != activations && factors != ValueType.FLOAT32) {
      throw new IllegalArgumentException(
          "%s are nothing to multiply %s as".formatted(factors, activations));
    }
  }

  /** Whether products read wider copies of what is kept. */
  boolean widens() {
    return factors != activations;
  }

  /** What is fastest on this CPU in the given precision. */
  public static Arithmetic of(ConvolutionAlgorithm algorithm, Precision precision) {
    ValueType kept = precision.activations();
    return new Arithmetic(algorithm, kept, Processor.isFastWith(kept) ? kept : ValueType.FLOAT32);
  }
}
