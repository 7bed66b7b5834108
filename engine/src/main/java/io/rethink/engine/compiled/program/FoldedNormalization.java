package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.onednn.Layout;
import java.util.List;

/**
 * Weights and biases of a convolution that does what the batch normalization behind it would: they
 * are computed at each run, since training changes them in between.
 *
 * @param weights {@code w * scale / sqrt(variance + epsilon)}
 * @param bias {@code (b - mean) * scale / sqrt(variance + epsilon) + shift}
 */
record FoldedNormalization(Tensor weights, Tensor bias) {

  /**
   * Records the step that computes them.
   *
   * @param weights the convolution's, its first side the output channels
   */
  static FoldedNormalization record(
      Assembly assembly,
      Convolution convolution,
      BatchNormalization normalization,
      ParameterTensors parameters,
      Tensor weights) {
    int channels = Math.toIntExact(weights.layout().side(0));
    RunningStatistics running = new RunningStatistics(normalization, parameters, channels);
    Tensor mean = running.mean(assembly);
    Tensor variance = running.variance(assembly);
    Tensor scaleAndShift = ScaleAndShift.of(assembly, normalization, parameters, channels);
    Tensor bias =
        convolution.bias()
            ? parameters.parameter(assembly, convolution.layer(), "b", channels)
            : null;
    Tensor newWeights = assembly.tensor(Layout.plain(weights.layout().sides()));
    Tensor newBias = assembly.tensor(Layout.plain(channels));
    float[] values = new float[Math.toIntExact(weights.layout().length())];
    assembly.routine(
        "folded normalization",
        List.of(mean, variance, weights, newWeights, newBias),
        () -> {
          float[] factors = read(variance, channels);
          float[] shifts = read(mean, channels);
          float[] trained = scaleAndShift == null ? null : read(scaleAndShift, 2 * channels);
          float[] biases = bias == null ? new float[channels] : read(bias, channels);
          for (int c = 0; c < channels; c++) {
            double scale = trained == null ? 1 : trained[c];
            double factor = scale / Math.sqrt(factors[c] + normalization.epsilon());
            double shift = trained == null ? 0 : trained[channels + c];
            shifts[c] = (float) ((biases[c] - shifts[c]) * factor + shift);
            factors[c] = (float) factor;
          }
          weights.storage().pointer().get(values);
          scale(values, factors);
          newWeights.storage().pointer().put(values);
          newBias.storage().pointer().put(shifts);
        });
    return new FoldedNormalization(newWeights, newBias);
  }

  private static float[] read(Tensor tensor, int length) {
    float[] values = new float[length];
    tensor.storage().pointer().get(values);
    return values;
  }

  private static void scale(float[] weights, float[] factors) {
    int length = weights.length / factors.length;
    for (int c = 0; c < factors.length; c++) {
      float factor = factors[c];
      for (int i = c * length; i < (c + 1) * length; i++) {
        weights[i] *= factor;
      }
    }
  }
}
