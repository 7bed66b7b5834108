package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.PackedInputs;
import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.ir.Shape;
import io.rethink.engine.compiled.program.StepDescription;
import io.rethink.engine.compiled.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a program does, step by step, and how long each step takes.
 *
 * @param steps the steps, in order
 * @param milliseconds the time of each step, a mean over some runs
 * @param bytes memory that the program works in
 */
public record Explanation(List<StepDescription> steps, List<Double> milliseconds, long bytes) {

  private static final int LEAST_RUNS = 5;

  /** Java compiles what it runs often, and slows down what runs beside that. */
  private static final long WARM_UP_NANOS = 500_000_000;

  private static final long MEASURED_NANOS = 500_000_000;

  public Explanation {
    steps = List.copyOf(steps);
    milliseconds = List.copyOf(milliseconds);
  }

  static Explanation of(TrainingProgram program, Graph graph, int examples) {
    Shape input = graph.input();
    Batch batch =
        new Batch(new InputShape(input.channels(), input.height(), input.width()), examples);
    batch.size(examples);
    PackedInputs inputs = batch.packedInputs();
    for (int i = 0; i < inputs.bytes().length; i++) {
      inputs.bytes()[i] = (byte) (128 + 100 * Math.sin(i));
    }
    Arrays.fill(inputs.centres(), 0.5f);
    Arrays.fill(inputs.scales(), 4);
    batch.packed(true);
    List<StepDescription> steps = program.program().steps();
    profile(program, batch, 1, WARM_UP_NANOS, new long[steps.size()]);
    long[] nanoseconds = new long[steps.size()];
    int runs = profile(program, batch, LEAST_RUNS, MEASURED_NANOS, nanoseconds);
    List<Double> milliseconds = Arrays.stream(nanoseconds).mapToObj(n -> n / 1e6 / runs).toList();
    return new Explanation(steps, milliseconds, program.program().bytes());
  }

  private static int profile(
      TrainingProgram program, Batch batch, int leastRuns, long leastTime, long[] nanoseconds) {
    long start = System.nanoTime();
    int runs = 0;
    while (runs < leastRuns || System.nanoTime() - start < leastTime) {
      // Each run draws anew which branches it leaves out.
      program.profile(batch, ++runs, nanoseconds);
    }
    return runs;
  }

  /** The table: node, operation, implementation, layouts, memory, time and rate. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(row("node", "operation", "implementation", "MB", "ms", "GFLOP/s", "layouts"));
    for (int i = 0; i < steps.size(); i++) {
      StepDescription step = steps.get(i);
      double time = milliseconds.get(i);
      text.append(
          row(
              step.node(),
              step.operation(),
              step.implementation(),
              number("%.2f", step.bytes() / 1e6),
              number("%.3f", time),
              step.flops() == 0 ? "" : number("%.1f", step.flops() / time / 1e6),
              String.join(" ", step.layouts())));
    }
    double total = milliseconds.stream().mapToDouble(Double::doubleValue).sum();
    return text.append(
            String.format(
                Locale.ROOT,
                "%d steps, %.2f ms, %.1f MB of memory for activations, gradients and scratch%n",
                steps.size(),
                total,
                bytes / 1e6))
        .toString();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-22s %-40s %-22s %9s %8s %8s  %s%n", cells);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
