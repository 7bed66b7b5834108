package io.rethink.engine.compiled;

import io.rethink.api.regularization.SmoothedLoss;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Cross-entropy to smoothed labels; DL4J's other methods call the two that are overridden. */
final class SmoothedLabels extends LossMCXENT implements SmoothedLoss {

  private static final long serialVersionUID = 1L;

  @JsonProperty private final double amount;

  SmoothedLabels(@JsonProperty("amount") double amount) {
    this.amount = amount;
  }

  @Override
  public ILossFunction loss() {
    return new LossMCXENT();
  }

  @Override
  public double amount() {
    return amount;
  }

  private INDArray smoothed(INDArray labels) {
    return labels.mul(1 - amount).addi(amount / labels.size(1));
  }

  @Override
  protected INDArray scoreArray(
      INDArray labels, INDArray scores, IActivation activation, @Nullable INDArray mask) {
    return super.scoreArray(smoothed(labels), scores, activation, mask);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray scores, IActivation activation, @Nullable INDArray mask) {
    return super.computeGradient(smoothed(labels), scores, activation, mask);
  }
}
