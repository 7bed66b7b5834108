package io.rethink.engine.compiled.program;

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
   * @param inputs the examples' values, at least as many as the program takes
   * @param labels the examples' labels, likewise
   * @param noiseSeed of dropout masks
   */
  public ScoredLoss run(float[] inputs, int[] labels, long noiseSeed) {
    prepare(inputs, labels, noiseSeed);
    program.run();
    return loss.loss();
  }

  /** As {@link #run}, and adds to {@code nanoseconds[i]} the time of step i. */
  public ScoredLoss profile(float[] inputs, int[] labels, long noiseSeed, long[] nanoseconds) {
    prepare(inputs, labels, noiseSeed);
    program.run(nanoseconds);
    return loss.loss();
  }

  private void prepare(float[] inputs, int[] labels, long noiseSeed) {
    input.storage().pointer().put(inputs, 0, Math.toIntExact(input.layout().length()));
    loss.prepare(labels);
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
