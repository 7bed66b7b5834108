package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;
import io.rethink.engine.compiled.ir.Loss;
import io.rethink.engine.dl4j.PlainArrays;
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
  static double compute(Loss.Stock loss, float[] scores, Batch batch, int classes) {
    int size = batch.size();
    INDArray targets = PlainArrays.targets(batch, classes);
    INDArray given = Nd4j.create(Arrays.copyOf(scores, size * classes), size, classes);
    if (!PlainArrays.areFinite(given)) {
      Arrays.fill(scores, 0, size * classes, Float.NaN);
      return Double.NaN;
    }
    // Each call gets a copy: activation functions write to what they are given.
    double mean = loss.function().computeScore(targets, given.dup(), loss.activation(), null, true);
    INDArray gradient =
        loss.function().computeGradient(targets, given.dup(), loss.activation(), null);
    System.arraycopy(PlainArrays.values(gradient.divi(size)), 0, scores, 0, size * classes);
    return mean;
  }
}
