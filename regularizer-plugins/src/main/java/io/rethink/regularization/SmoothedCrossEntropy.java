package io.rethink.regularization;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss that is given smoothed labels. */
final class SmoothedCrossEntropy implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private final double amount;

  /**
   * Smooths the labels of {@code loss}.
   *
   * @param amount the share that is spread evenly over all classes
   */
  SmoothedCrossEntropy(ILossFunction loss, double amount) {
    this.loss = loss;
    this.amount = amount;
  }

  private INDArray smoothed(INDArray labels) {
    return labels.mul(1 - amount).addi(amount / labels.size(1));
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return loss.computeScore(smoothed(labels), preOutput, activation, mask, average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return loss.computeScoreArray(smoothed(labels), preOutput, activation, mask);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return loss.computeGradient(smoothed(labels), preOutput, activation, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return loss.computeGradientAndScore(smoothed(labels), preOutput, activation, mask, average);
  }

  @Override
  public String name() {
    return "smoothed " + loss.name();
  }
}
