package io.rethink.engine.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** A loss that counts correct predictions whenever its gradient is asked for. */
final class ObservedLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private int correct;

  ObservedLoss(ILossFunction loss) {
    this.loss = loss;
  }

  /** How many examples of the last batch had their label's score on top. */
  int correct() {
    return correct;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    correct =
        labels.argMax(1).eq(preOutput.argMax(1)).castTo(labels.dataType()).sumNumber().intValue();
    return loss.computeGradient(labels, preOutput, activation, mask);
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return loss.computeScore(labels, preOutput, activation, mask, average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return loss.computeScoreArray(labels, preOutput, activation, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return Pair.of(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return loss.name();
  }
}
