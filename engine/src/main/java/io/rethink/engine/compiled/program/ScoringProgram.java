package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;

/** A program that computes the scores of a batch, as after training. */
public final class ScoringProgram implements AutoCloseable {

  private final Program program;
  private final BatchInput input;
  private final Tensor scores;

  ScoringProgram(Program program, BatchInput input, Tensor scores) {
    this.program = program;
    this.input = input;
    this.scores = scores;
  }

  /**
   * Computes scores.
   *
   * @param batch as many examples as the program takes
   * @param target where the scores go, {@code [batch, classes]}
   */
  public void run(Batch batch, float[] target) {
    input.put(batch);
    program.run();
    scores.storage().pointer().get(target, 0, Math.toIntExact(scores.layout().length()));
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
