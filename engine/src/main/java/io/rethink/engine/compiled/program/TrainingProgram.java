package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;

/** A program that computes the loss of a batch and its gradient. */
public final class TrainingProgram implements AutoCloseable {

  private final Program program;
  private final Tensor input;
  private final LossStep loss;
  private final DropoutMask.Noise noise;

  TrainingProgram(Program program, Tensor input, LossStep loss, DropoutMask.Noise noise) {
    this.program = program;
    this.input = input;
    this.loss = loss;
    this.noise = noise;
  }

  /**
   * Computes loss and gradient; the gradient goes to the network's vector.
   *
   * @param batch as many examples as the program takes
   * @param noiseSeed of dropout masks
   */
  public ScoredLoss run(Batch batch, long noiseSeed) {
    prepare(batch, noiseSeed);
    program.run();
    return loss.loss();
  }

  /** As {@link #run}, and adds to {@code nanoseconds[i]} the time of step i. */
  public ScoredLoss profile(Batch batch, long noiseSeed, long[] nanoseconds) {
    prepare(batch, noiseSeed);
    program.run(nanoseconds);
    return loss.loss();
  }

  private void prepare(Batch batch, long noiseSeed) {
    input.storage().pointer().put(batch.inputs(), 0, Math.toIntExact(input.layout().length()));
    loss.prepare(batch);
    noise.seed(noiseSeed);
  }

  /** What it does, and how much memory that takes. */
  public Program program() {
    return program;
  }

  @Override
  public void close() {
    program.close();
  }
}
