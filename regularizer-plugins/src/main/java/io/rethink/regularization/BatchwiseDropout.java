package io.rethink.regularization;

import io.rethink.api.regularization.BranchDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The dropout of a branch in stock DL4J: one draw for all values of a batch. */
final class BatchwiseDropout implements BranchDropout {

  private static final long serialVersionUID = 1L;

  private final double survival;
  private boolean dropped;

  /**
   * Dropout that keeps its branch with the given probability.
   *
   * @param survival above 0, at most 1
   */
  BatchwiseDropout(double survival) {
    if (!(survival > 0 && survival <= 1)) {
      throw new IllegalArgumentException(
          "a branch survives with a probability above 0, at most 1, not " + survival);
    }
    this.survival = survival;
  }

  @Override
  public double survival() {
    return survival;
  }

  @Override
  public boolean wasDropped() {
    return dropped;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    dropped = Nd4j.getRandom().nextDouble() >= survival;
    return scaled(input, result);
  }

  @Override
  public INDArray backprop(
      INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int epoch) {
    return scaled(gradientAtOutput, gradientAtInput);
  }

  private INDArray scaled(INDArray values, INDArray result) {
    return dropped ? result.assign(0) : values.div(survival, result);
  }

  @Override
  public void clear() {
    // What the way back needs is one bit, which the next batch replaces.
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public BatchwiseDropout clone() {
    return new BatchwiseDropout(survival);
  }
}
