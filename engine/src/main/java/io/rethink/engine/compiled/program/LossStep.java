package io.rethink.engine.compiled.program;

/** The step between the way forward and the way back. */
final class LossStep implements Runnable {

  private final ScoredLoss loss;
  private final Tensor scores;
  private final Tensor difference;
  private final int batch;
  private final Divergence divergence;
  private final float[] values;
  private int[] labels = {};

  LossStep(ScoredLoss loss, Tensor scores, Tensor difference, int batch, Divergence divergence) {
    this.loss = loss;
    this.scores = scores;
    this.difference = difference;
    this.batch = batch;
    this.divergence = divergence;
    this.values = new float[Math.toIntExact(scores.layout().length())];
  }

  /** Sets the labels of the next pass. */
  void prepare(int[] given) {
    divergence.clear();
    labels = given;
  }

  ScoredLoss loss() {
    return loss;
  }

  @Override
  public void run() {
    scores.storage().pointer().get(values);
    loss.compute(values, labels, batch);
    if (divergence.seen()) {
      loss.spoil();
    }
    difference.storage().pointer().put(values);
  }
}
