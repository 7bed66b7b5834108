package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.onednn.Layout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The factors and summands of a batch normalization's channels. */
final class ScaleAndShift {

  private ScaleAndShift() {}

  /** Both, {@code [2, channels]}; null where they are 1 and 0. */
  static @Nullable Tensor of(
      Assembly assembly,
      BatchNormalization normalization,
      ParameterTensors parameters,
      long channels) {
    if (normalization.trained()) {
      // DL4J keeps beta right behind gamma.
      return parameters.parameter(assembly, normalization.layer(), "gamma", 2, channels);
    }
    if (normalization.scale() == 1 && normalization.shift() == 0) {
      return null;
    }
    float[] values = new float[Math.toIntExact(2 * channels)];
    Arrays.fill(values, 0, values.length / 2, (float) normalization.scale());
    Arrays.fill(values, values.length / 2, values.length, (float) normalization.shift());
    return assembly.constant(values, Layout.plain(2, channels));
  }
}
