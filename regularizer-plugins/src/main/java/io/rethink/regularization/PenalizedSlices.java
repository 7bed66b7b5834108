package io.rethink.regularization;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Chooses the parts of the parameter vector that a penalty acts on. Views cost more to make than
 * the arithmetic on them, so they are kept as long as they are asked for on the same arrays, which
 * is the case from step to step.
 */
final class PenalizedSlices {

  /** One penalized array and its place in the gradient, both {@code [1, length]} views. */
  record Slice(INDArray weights, INDArray gradient) {}

  private final boolean biases;
  private final @Nullable List<String> layers;

  private @Nullable INDArray vector;
  private @Nullable INDArray gradient;
  private List<Slice> slices = List.of();

  /**
   * A choice of arrays.
   *
   * @param biases whether biases are chosen too, besides weights
   * @param layers the names of the layers to choose from; all if null
   */
  PenalizedSlices(boolean biases, @Nullable List<String> layers) {
    this.biases = biases;
    this.layers = layers;
  }

  /**
   * The chosen parts.
   *
   * @throws UserException if a layer is named that the network does not have
   */
  List<Slice> of(Parameters parameters, INDArray gradient) {
    if (parameters.vector() != this.vector || gradient != this.gradient) {
      slices =
          chosen(parameters).stream()
              .map(block -> new Slice(block.slice(parameters.vector()), block.slice(gradient)))
              .toList();
      this.vector = parameters.vector();
      this.gradient = gradient;
    }
    return slices;
  }

  private List<ParameterBlock> chosen(Parameters parameters) {
    return LayerNames.chosen(layers, parameters).stream()
        .filter(block -> block.role() == Role.WEIGHT || (biases && block.role() == Role.BIAS))
        .toList();
  }
}
