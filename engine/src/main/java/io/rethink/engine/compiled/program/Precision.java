package io.rethink.engine.compiled.program;

import io.rethink.api.Description;
import io.rethink.engine.compiled.onednn.ValueType;

/**
 * What activations, their gradients and copies of weights are kept as. Parameters, their gradients,
 * sums, statistics of normalizations and the loss have single precision or better in any case.
 */
public enum Precision {
  /** IEEE single precision. */
  @Description("IEEE single precision")
  FLOAT32(ValueType.FLOAT32),
  /** 8 bits of precision and the range of single precision. */
  @Description("8 bits of precision, where the CPU has instructions for it (AVX512_BF16)")
  BFLOAT16(ValueType.BFLOAT16);

  private final ValueType activations;

  Precision(ValueType activations) {
    this.activations = activations;
  }

  ValueType activations() {
    return activations;
  }
}
