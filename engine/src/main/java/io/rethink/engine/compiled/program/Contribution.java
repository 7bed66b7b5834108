package io.rethink.engine.compiled.program;

/** What one reader of a value contributes to the loss's derivative by it. */
sealed interface Contribution permits Gradient, PointwiseGradient {

  /** The contribution in a tensor, for which steps may have to be recorded. */
  Gradient alone(Assembly assembly);
}
