package io.rethink.engine.dl4j;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Row-major values as DL4J's arrays, and back. */
public final class PlainArrays {

  private PlainArrays() {}

  /** An array of {@code [batch, units]} or {@code [batch, channels, height, width]}. */
  public static INDArray of(float[] values, InputType type, int batch) {
    if (type instanceof InputType.InputTypeConvolutional image) {
      return Nd4j.create(
          values,
          new long[] {batch, image.getChannels(), image.getHeight(), image.getWidth()},
          'c');
    }
    return Nd4j.create(values, new long[] {batch, values.length / batch}, 'c');
  }

  /** The values of {@code array}, row-major. */
  public static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** Labels as {@code [batch, classes]}: 1 at each example's class, else 0. */
  public static INDArray oneHot(int[] labels, int batch, int classes) {
    float[] values = new float[batch * classes];
    for (int i = 0; i < batch; i++) {
      values[i * classes + labels[i]] = 1;
    }
    return Nd4j.create(values, new long[] {batch, classes}, 'c');
  }

  /**
   * Whether all values are numbers. DL4J clips what is none out of probabilities, and so gives a
   * finite loss for it.
   */
  public static boolean areFinite(INDArray values) {
    return Double.isFinite(values.sumNumber().doubleValue());
  }
}
