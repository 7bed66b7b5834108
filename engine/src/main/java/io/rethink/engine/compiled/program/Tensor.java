package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;

/**
 * Values in memory.
 *
 * @param layout how they lie
 * @param storage where they lie
 */
record Tensor(Layout layout, Storage storage) {

  /** The same memory under another layout. */
  Tensor as(Layout other) {
    return new Tensor(other, storage);
  }
}
