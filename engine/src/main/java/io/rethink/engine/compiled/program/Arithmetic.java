package io.rethink.engine.compiled.program;

import io.rethink.engine.Threads;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;

/**
 * How programs compute.
 *
 * @param algorithm of convolutions
 * @param activations what activations, their gradients and copies of weights are kept as
 * @param factors what convolutions and dense layers multiply: that, or the same values as 32-bit
 *     floats where the CPU is faster with those
 * @param partBytes that a convolution reads and writes at a time, by parts of the batch
 */
public record Arithmetic(
    ConvolutionAlgorithm algorithm, ValueType activations, ValueType factors, long partBytes) {

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

  /** What is fastest on this CPU in the given precision, with the threads that are used. */
  public static Arithmetic of(ConvolutionAlgorithm algorithm, Precision precision) {
    ValueType kept = precision.activations();
    ValueType factors = Processor.isFastWith(kept) ? kept : ValueType.FLOAT32;
    long partBytes =
        Processor.isFasterInParts() ? Threads.used() * Parts.BYTES_PER_THREAD : Parts.UNLIMITED;
    return new Arithmetic(algorithm, kept, factors, partBytes);
  }
}
