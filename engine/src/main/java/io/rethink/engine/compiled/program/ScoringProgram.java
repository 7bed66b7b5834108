package io.rethink.engine.compiled.program;

/** A program that computes the scores of a batch, as after training. */
public final class ScoringProgram implements AutoCloseable {

  private final Program program;
  private final Tensor input;
  private final Tensor scores;

  ScoringProgram(Program program, Tensor input, Tensor scores) {
    this.program = program;
    this.input = input;
    this.scores = scores;
  }

  /**
   * Computes scores.
   *
   * @param inputs the examples' values, at least as many as the program takes
   * @param target where the scores go, {@code [batch, classes]}
   */
  public void run(float[] inputs, float[] target) {
    input.storage().pointer().put(inputs, 0, Math.toIntExact(input.layout().length()));
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
