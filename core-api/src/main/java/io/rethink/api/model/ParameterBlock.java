package io.rethink.api.model;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One parameter array of a layer, and its place in the network's flat parameter vector.
 *
 * @param layer the layer's name in the network
 * @param name the array's name in its layer, as DL4J calls it: {@code W}, {@code b}, {@code gamma}
 * @param role what the array is for
 * @param offset where it starts in the flat vector
 * @param shape its sides, in DL4J's order: {@code [in, out]} for a dense layer's weights, {@code
 *     [out, in, height, width]} for a convolution's
 * @param order {@code 'c'} or {@code 'f'}: whether the last or the first index runs fastest
 */
public record ParameterBlock(
    String layer, String name, Role role, long offset, List<Long> shape, char order) {

  /** What a parameter array is for. */
  public enum Role {
    /** Multiplies activations: the weights of dense and convolution layers. */
    WEIGHT,
    /** Is added to pre-activations. */
    BIAS,
    /** Scales or shifts a normalized activation: gamma and beta of batch normalization. */
    NORMALIZATION,
    /** A running statistic: no optimizer touches it, and its gradient is always 0. */
    STATISTIC,
    /** Stays as it was initialized, in a frozen layer; its gradient is always 0. */
    FROZEN
  }

  public ParameterBlock {
    shape = List.copyOf(shape);
    if (order != 'c' && order != 'f') {
      throw new IllegalArgumentException("order is 'c' or 'f', not '" + order + "'");
    }
  }

  /** Whether training moves it. */
  public boolean isTrained() {
    return role != Role.STATISTIC && role != Role.FROZEN;
  }

  /** Number of values. */
  public long length() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * The part of {@code flat} that belongs to this block, in its shape; writing to it writes to
   * {@code flat}.
   *
   * @param flat a vector of the network's parameters, gradients, or the like: {@code [1, n]}
   */
  public INDArray view(INDArray flat) {
    return slice(flat).reshape(order, Arrays.copyOf(sides(), shape.size()));
  }

  /** As {@link #view}, but flat: {@code [1, length()]}. */
  public INDArray slice(INDArray flat) {
    return flat.get(
        NDArrayIndex.interval(0, 1, false), NDArrayIndex.interval(offset, offset + length()));
  }

  private long[] sides() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
