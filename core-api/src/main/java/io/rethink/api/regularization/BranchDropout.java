package io.rethink.api.regularization;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout of a whole branch of a network: in training, all values of a batch are set to 0 together,
 * or, with probability {@link #survival}, all divided by it. It belongs into a {@code DropoutLayer}
 * at the branch's end. The vertices that lead nowhere but there are not computed while the branch
 * is dropped: their gradient is 0, and their running statistics stay.
 */
public final class BranchDropout implements IDropout {

  private static final long serialVersionUID = 1L;

  private final double survival;
  private boolean dropped;

  /**
   * Dropout that keeps its branch with the given probability.
   *
   * @param survival above 0, at most 1
   */
  public BranchDropout(double survival) {
    if (!(survival > 0 && survival <= 1)) {
      throw new IllegalArgumentException(
          "a branch survives with a probability above 0, at most 1, not " + survival);
    }
    this.survival = survival;
  }

  /** The probability of keeping the branch for a batch. */
  public double survival() {
    return survival;
  }

  /** Whether the branch was dropped for the last batch in stock DL4J. */
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
  public BranchDropout clone() {
    return new BranchDropout(survival);
  }
}
