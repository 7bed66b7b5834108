package io.rethink.engine.dl4j;

import io.rethink.engine.Batch;
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

  /**
   * What a batch is trained towards, as {@code [batch, classes]}: 1 at each example's class, else
   * 0, unless examples are mixed.
   */
  public static INDArray targets(Batch batch, int classes) {
    float[] values = new float[batch.size() * classes];
    for (int i = 0; i < batch.size(); i++) {
      if (batch.isMixed()) {
        values[i * classes + batch.labels()[i]] += (float) batch.shares()[i];
        values[i * classes + batch.otherLabels()[i]] += (float) (1 - batch.shares()[i]);
      } else {
        values[i * classes + batch.labels()[i]] = 1;
      }
    }
    return Nd4j.create(values, new long[] {batch.size(), classes}, 'c');
  }

  /**
   * Whether all values are numbers. DL4J clips what is none out of probabilities, and so gives a
   * finite loss for it.
   */
  public static boolean areFinite(INDArray values) {
    return Double.isFinite(values.sumNumber().doubleValue());
  }
}
