package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.BranchDropout;
import io.rethink.engine.compiled.ir.Operation.Elementwise;
import org.jspecify.annotations.Nullable;

/** The pass that moves a factor behind the dropout of a branch into it. */
public final class ScaleFolding {

  private ScaleFolding() {}

  /** Returns {@code graph} with folded factors. */
  public static Graph apply(Graph graph) {
    return Fusion.apply(graph, ScaleFolding::folded);
  }

  private static @Nullable Operation folded(Operation before, Operation after) {
    return before instanceof BranchDropout dropout
            && after instanceof Elementwise elementwise
            && elementwise.function().kind() == Function.Kind.LINEAR
        ? new BranchDropout(
            dropout.survival(), dropout.factor() * elementwise.function().parameter())
        : null;
  }
}
