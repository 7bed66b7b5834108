package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;
import java.util.function.LongConsumer;

/** A program that computes the loss of a batch and its gradient. */
public final class TrainingProgram implements AutoCloseable {

  private final Program program;
  private final BatchInput input;
  private final LossStep loss;
  private final LongConsumer noise;

  /**
   * Takes over {@code program}.
   *
   * @param noise draws what is random in a run, given its seed
   */
  TrainingProgram(Program program, BatchInput input, LossStep loss, LongConsumer noise) {
    this.program = program;
    this.input = input;
    this.loss = loss;
    this.noise = noise;
  }

  /**
   * Computes loss and gradient; the gradient goes to the network's vector.
   *
   * @param batch as many examples as the program takes
   * @param noiseSeed of dropout
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
    input.put(batch);
    loss.prepare(batch);
    noise.accept(noiseSeed);
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
