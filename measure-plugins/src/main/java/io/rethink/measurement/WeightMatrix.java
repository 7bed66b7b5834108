package io.rethink.measurement;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a layer as a linear map: {@code [in, out]} for a dense layer, {@code [out, in *
 * height * width]} for a convolution, whose kernels are its rows.
 */
final class WeightMatrix {

  private final String name;
  private final float[] values;
  private final int length;

  /**
   * A matrix.
   *
   * @param values the weights, one row after the other or one column after the other
   * @param length number of values in a row, or in a column
   */
  private WeightMatrix(String name, float[] values, int length) {
    this.name = name;
    this.values = values;
    this.length = length;
  }

  /** The weights of every layer, in order; biases and normalizations are not among them. */
  static List<WeightMatrix> all(Parameters parameters) {
    return parameters.blocks(Role.WEIGHT).map(block -> of(block, parameters.vector())).toList();
  }

  private static WeightMatrix of(ParameterBlock block, INDArray vector) {
    String name = block.name().equals("W") ? block.layer() : block.layer() + "-" + block.name();
    long first = block.shape().get(0);
    long length = block.order() == 'f' ? first : block.length() / first;
    return new WeightMatrix(
        name.toLowerCase(Locale.ROOT),
        block.slice(vector).dup().data().asFloat(),
        Math.toIntExact(length));
  }

  /** The layer's name, followed by the array's where that is not {@code W}; lower case. */
  String name() {
    return name;
  }

  /** Number of weights. */
  int size() {
    return values.length;
  }

  double sumOfSquares() {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  /** The root of the sum of squares. */
  double frobenius() {
    return Math.sqrt(sumOfSquares());
  }

  /** The largest singular value. */
  double spectral() {
    return SpectralNorm.of(values, length);
  }

  /** The sum of squares of the difference to a matrix of the same shape. */
  double squaredDistanceTo(WeightMatrix other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = (double) values[i] - other.values[i];
      sum += difference * difference;
    }
    return sum;
  }
}
