package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The step between the way forward and the way back. */
final class LossStep implements Runnable {

  private final ScoredLoss loss;
  private final Tensor scores;
  private final Tensor difference;
  private final float[] values;
  private @Nullable Batch batch;

  LossStep(ScoredLoss loss, Tensor scores, Tensor difference) {
    this.loss = loss;
    this.scores = scores;
    this.difference = difference;
    this.values = new float[Math.toIntExact(scores.layout().length())];
  }

  /** Sets the batch of the next pass, for its labels. */
  void prepare(Batch given) {
    batch = given;
  }

  ScoredLoss loss() {
    return loss;
  }

  @Override
  public void run() {
    scores.storage().pointer().get(values);
    loss.compute(values, Objects.requireNonNull(batch));
    difference.storage().pointer().put(values);
  }
}
