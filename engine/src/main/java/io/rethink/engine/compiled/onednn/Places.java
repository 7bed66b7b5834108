package io.rethink.engine.compiled.onednn;

import org.bytedeco.dnnl.dnnl_blocking_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;

/** Where the single values of a tensor lie in memory, whose sides may be cut into blocks. */
public final class Places {

  private final long start;
  private final long[] strides;
  private final int[] blockedSides;
  private final long[] blocks;

  /** Those of a tensor that oneDNN describes as blocked. */
  Places(dnnl_memory_desc_t descriptor) {
    dnnl_blocking_desc_t blocking = descriptor.format_desc_blocking();
    start = descriptor.offset0();
    strides = new long[descriptor.ndims()];
    blocking.strides().get(strides);
    blocks = new long[blocking.inner_nblks()];
    blockedSides = new int[blocks.length];
    for (int i = 0; i < blocks.length; i++) {
      blockedSides[i] = Math.toIntExact(blocking.inner_idxs().get(i));
      blocks[i] = blocking.inner_blks().get(i);
    }
  }

  /**
   * The place of a value, in values from the start of the tensor.
   *
   * @param indices one for each side
   */
  public long of(long... indices) {
    long[] outer = indices.clone();
    long place = start;
    long width = 1;
    for (int i = blocks.length - 1; i >= 0; i--) {
      int side = blockedSides[i];
      place += outer[side] % blocks[i] * width;
      outer[side] /= blocks[i];
      width *= blocks[i];
    }
    for (int side = 0; side < outer.length; side++) {
      place += outer[side] * strides[side];
    }
    return place;
  }
}
