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
   * What the scores of a batch are trained towards, {@link Batch#target}, as {@code [batch,
   * classes]}.
   *
   * @throws IllegalArgumentException if a label is no class
   */
  public static INDArray targets(Batch batch, int classes) {
    batch.requireClasses(classes);
    float[] values = new float[batch.size() * classes];
    for (int i = 0; i < batch.size(); i++) {
      for (int c = 0; c < classes; c++) {
        values[i * classes + c] = (float) batch.target(i, c);
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
