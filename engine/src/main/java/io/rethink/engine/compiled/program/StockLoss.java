package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Loss;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A loss that DL4J, or a plugin's own class, computes. */
final class StockLoss {

  private StockLoss() {}

  /**
   * Computes the mean loss of a batch.
   *
   * @param scores {@code [batch, classes]}, row-major; replaced by the gradient of the mean loss
   * @return the mean loss
   */
  static double compute(Loss.Stock loss, float[] scores, int[] labels, int batch, int classes) {
    INDArray oneHot = Nd4j.zeros(batch, classes);
    for (int i = 0; i < batch; i++) {
      oneHot.putScalar(i, labels[i], 1);
    }
    INDArray given = Nd4j.create(Arrays.copyOf(scores, batch * classes), batch, classes);
    if (!Double.isFinite(given.sumNumber().doubleValue())) {
      // DL4J clips what is no number out of probabilities, and so gives a finite loss for it.
      Arrays.fill(scores, 0, batch * classes, Float.NaN);
      return Double.NaN;
    }
    // Each call gets a copy: activation functions write to what they are given.
    double mean = loss.function().computeScore(oneHot, given.dup(), loss.activation(), null, true);
    INDArray gradient =
        loss.function().computeGradient(oneHot, given.dup(), loss.activation(), null);
    System.arraycopy(gradient.divi(batch).dup('c').data().asFloat(), 0, scores, 0, batch * classes);
    return mean;
  }
}
