package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;
import io.rethink.engine.PackedInputs;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.ValueType;
import org.bytedeco.javacpp.BytePointer;

/**
 * Where a program takes a batch's values from: as they are, or packed, with first steps that unpack
 * them.
 */
final class BatchInput {

  private final Tensor values;
  private final Tensor bytes;
  private final Tensor centres;
  private final Tensor scales;
  private boolean packed;

  /**
   * Records the steps that unpack a batch.
   *
   * @param sides of the batch, examples first
   */
  BatchInput(Assembly assembly, long[] sides) {
    long examples = sides[0];
    this.values = outside(assembly, Layout.plain(sides));
    long length = values.layout().length() / examples;
    // As channels of one example: oneDNN has vector kernels that take one value for each channel.
    Layout channels = Layout.plain(1, examples, length);
    this.bytes = outside(assembly, channels.of(ValueType.BYTE));
    this.centres = outside(assembly, Layout.plain(1, examples, 1));
    this.scales = outside(assembly, Layout.plain(1, examples, 1));
    assembly.onlyIf(() -> packed);
    Tensor brightest =
        assembly.constant(new float[] {PackedInputs.BRIGHTEST}, Layout.plain(1, 1, 1));
    Tensor target = values.as(channels);
    assembly.reorder(bytes, target);
    Binary.divide(assembly, target, brightest, target);
    Binary.subtract(assembly, target, centres, target);
    Binary.multiply(assembly, target, scales, target);
    assembly.onlyIf(null);
  }

  private static Tensor outside(Assembly assembly, Layout layout) {
    Tensor tensor = assembly.tensor(layout);
    assembly.expect(tensor);
    return tensor;
  }

  /** The values, row-major, in a run of the program. */
  Tensor values() {
    return values;
  }

  /** Sets the batch of the next run: as many examples as the program takes. */
  void put(Batch batch) {
    packed = batch.isPacked();
    if (packed) {
      PackedInputs inputs = batch.packedInputs();
      BytePointer target = new BytePointer(bytes.storage().pointer());
      target.put(inputs.bytes(), 0, Math.toIntExact(bytes.layout().length()));
      centres.storage().pointer().put(inputs.centres(), 0, batch.size());
      scales.storage().pointer().put(inputs.scales(), 0, batch.size());
    } else {
      values.storage().pointer().put(batch.inputs(), 0, Math.toIntExact(values.layout().length()));
    }
  }
}
