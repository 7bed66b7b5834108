package io.rethink.engine.compiled;

import io.rethink.api.regularization.BranchDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The dropout of a branch as DL4J computes it. */
final class Coin implements BranchDropout {

  private static final long serialVersionUID = 1L;

  private final double survival;
  private boolean dropped;

  Coin(double survival) {
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
    return dropped ? result.assign(0) : input.div(survival, result);
  }

  @Override
  public INDArray backprop(INDArray above, INDArray below, int iteration, int epoch) {
    return dropped ? below.assign(0) : above.div(survival, below);
  }

  @Override
  public void clear() {
    // Keeps no arrays.
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public Coin clone() {
    return new Coin(survival);
  }
}
