package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.onednn.Layout;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The running mean and variance of a batch normalization, in the parameter vector. DL4J keeps the
 * population variance, or log10 of its root.
 */
final class RunningStatistics {

  private final BatchNormalization normalization;
  private final ParameterTensors parameters;
  private final int channels;

  RunningStatistics(BatchNormalization normalization, ParameterTensors parameters, int channels) {
    this.normalization = normalization;
    this.parameters = parameters;
    this.channels = channels;
  }

  private String spreadName() {
    return normalization.logarithmic() ? "log10stdev" : "var";
  }

  /** The running mean, in place. */
  Tensor mean(Assembly assembly) {
    return parameters.parameter(assembly, normalization.layer(), "mean", channels);
  }

  /** The running variance: in place, or computed anew at each run. */
  Tensor variance(Assembly assembly) {
    Tensor kept = parameters.parameter(assembly, normalization.layer(), spreadName(), channels);
    if (!normalization.logarithmic()) {
      return kept;
    }
    Tensor variance = assembly.tensor(Layout.plain(channels));
    float[] values = new float[channels];
    assembly.routine(
        "variance from log10 of deviation",
        List.of(kept, variance),
        () -> {
          kept.storage().pointer().get(values);
          for (int c = 0; c < channels; c++) {
            values[c] = (float) Math.pow(10, 2.0 * values[c]);
          }
          variance.storage().pointer().put(values);
        });
    return variance;
  }

  /** Records the step that moves the running statistics towards those of the batch. */
  void record(Assembly assembly, Tensor batchMean, Tensor batchVariance) {
    FloatPointer mean = parameters.parameter(normalization.layer(), "mean");
    FloatPointer spread = parameters.parameter(normalization.layer(), spreadName());
    float[] old = new float[channels];
    float[] fresh = new float[channels];
    assembly.routine(
        "running statistics",
        List.of(batchMean, batchVariance),
        () -> {
          mean.get(old);
          batchMean.storage().pointer().get(fresh);
          for (int c = 0; c < channels; c++) {
            old[c] = (float) moved(old[c], fresh[c]);
          }
          mean.put(old);
          spread.get(old);
          batchVariance.storage().pointer().get(fresh);
          for (int c = 0; c < channels; c++) {
            old[c] =
                normalization.logarithmic()
                    ? (float) (Math.log10(moved(Math.pow(10, 2.0 * old[c]), fresh[c])) / 2)
                    : (float) moved(old[c], fresh[c]);
          }
          spread.put(old);
        });
  }

  private double moved(double running, double batch) {
    return normalization.decay() * running + (1 - normalization.decay()) * batch;
  }
}
