package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Primitive;
import java.util.List;

/** Steps that run one after the other over buffers that were made once. */
public final class Program implements AutoCloseable {

  private final List<Step> steps;
  private final List<Storage> constants;
  private final List<Primitive> primitives;
  private final List<Arena> owned;
  private final long bytes;

  Program(
      List<Step> steps,
      List<Storage> constants,
      List<Primitive> primitives,
      List<Arena> owned,
      long bytes) {
    this.steps = List.copyOf(steps);
    this.constants = List.copyOf(constants);
    this.primitives = List.copyOf(primitives);
    this.owned = List.copyOf(owned);
    this.bytes = bytes;
  }

  /** Runs all steps. */
  public void run() {
    for (Step step : steps) {
      step.run();
    }
  }

  /** Runs all steps, and adds to {@code nanoseconds[i]} the time that step i took. */
  public void run(long[] nanoseconds) {
    for (int i = 0; i < steps.size(); i++) {
      long start = System.nanoTime();
      steps.get(i).run();
      nanoseconds[i] += System.nanoTime() - start;
    }
  }

  /** The steps, in order. */
  public List<StepDescription> steps() {
    return steps.stream().map(Step::description).toList();
  }

  /** Memory for activations, gradients and scratch, in bytes. */
  public long bytes() {
    return bytes + constants.stream().mapToLong(Storage::bytes).sum();
  }

  @Override
  public void close() {
    steps.forEach(Step::close);
    primitives.forEach(Primitive::close);
    owned.forEach(Arena::close);
  }
}
