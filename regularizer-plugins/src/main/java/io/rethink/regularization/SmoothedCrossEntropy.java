package io.rethink.regularization;

import io.rethink.api.regularization.SmoothedLoss;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Cross-entropy to smoothed labels, as DL4J computes and stores it. */
final class SmoothedCrossEntropy implements SmoothedLoss {

  private static final long serialVersionUID = 1L;

  @JsonProperty private final ILossFunction loss;
  @JsonProperty private final double amount;

  /**
   * Smooths the labels of {@code loss}.
   *
   * @param amount the share that is spread evenly over all classes, from 0 to less than 1
   */
  @JsonCreator
  SmoothedCrossEntropy(
      @JsonProperty("loss") ILossFunction loss, @JsonProperty("amount") double amount) {
    this.loss = loss;
    this.amount = amount;
  }

  @Override
  public ILossFunction loss() {
    return loss;
  }

  @Override
  public double amount() {
    return amount;
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
