package io.rethink.regularization;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Chooses the parameter arrays that a penalty acts on. Views of them cost more to make than the
 * arithmetic on them, so they are kept as long as they are asked for of the same vector, which is
 * the case from step to step.
 */
final class PenalizedArrays {

  private final boolean biases;
  private final @Nullable List<String> layers;
  private Views weights = new Views(null, List.of());
  private Views gradients = new Views(null, List.of());

  /** The chosen arrays in one vector, as {@code [1, length]} views. */
  private record Views(@Nullable INDArray vector, List<INDArray> slices) {}

  /**
   * A choice of arrays.
   *
   * @param biases whether biases are chosen too, besides weights
   * @param layers the names of the layers to choose from; all if null
   */
  PenalizedArrays(boolean biases, @Nullable List<String> layers) {
    this.biases = biases;
    this.layers = layers;
  }

  /**
   * The chosen arrays.
   *
   * @throws UserException if a layer is named that the network does not have
   */
  List<ParameterBlock> blocks(Parameters parameters) {
    return LayerNames.chosen(layers, parameters).stream()
        .filter(block -> block.role() == Role.WEIGHT || (biases && block.role() == Role.BIAS))
        .toList();
  }

  /** The values of the chosen arrays, in the order of {@link #blocks}, {@code [1, length]} each. */
  List<INDArray> weights(Parameters parameters) {
    weights = views(weights, parameters, parameters.vector());
    return weights.slices();
  }

  /** The parts of {@code gradient} that belong to the chosen arrays, in the same order. */
  List<INDArray> gradients(Parameters parameters, INDArray gradient) {
    gradients = views(gradients, parameters, gradient);
    return gradients.slices();
  }

  private Views views(Views last, Parameters parameters, INDArray vector) {
    return vector == last.vector()
        ? last
        : new Views(vector, blocks(parameters).stream().map(block -> block.slice(vector)).toList());
  }
}
