package io.rethink.engine.compiled.program;

/**
 * Whether a batch's statistics were not finite in the present pass. oneDNN's batch normalization
 * with ReLU turns NaN into 0, so the loss alone would not tell.
 */
final class Divergence {

  private boolean seen;

  void clear() {
    seen = false;
  }

  void see() {
    seen = true;
  }

  boolean seen() {
    return seen;
  }
}
