package io.rethink.engine.compiled.stock;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Row-major values as DL4J's arrays, and back. */
final class PlainArrays {

  private PlainArrays() {}

  /** An array of {@code [batch, units]} or {@code [batch, channels, height, width]}. */
  static INDArray of(float[] values, InputType type, int batch) {
    if (type instanceof InputType.InputTypeConvolutional image) {
      return Nd4j.create(
          values,
          new long[] {batch, image.getChannels(), image.getHeight(), image.getWidth()},
          'c');
    }
    return Nd4j.create(values, new long[] {batch, values.length / batch}, 'c');
  }

  /** The values of {@code array}, row-major. */
  static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
