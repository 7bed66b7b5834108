package io.rethink.engine.compiled;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.ir.Node;
import io.rethink.engine.compiled.ir.Operation;
import io.rethink.engine.compiled.ir.Shape;
import io.rethink.engine.compiled.ir.Window;
import java.util.List;

/** Whether a network's parameters are as large as its input makes them. */
final class ParameterSizes {

  private final Graph graph;
  private final List<ParameterBlock> blocks;

  private ParameterSizes(Graph graph, List<ParameterBlock> blocks) {
    this.graph = graph;
    this.blocks = blocks;
  }

  /**
   * Requires the parameters to fit what the layers of {@code graph} read.
   *
   * @throws UserException if one does not
   */
  static void require(Graph graph, List<ParameterBlock> blocks) {
    ParameterSizes sizes = new ParameterSizes(graph, blocks);
    graph.nodes().stream().filter(node -> !node.inputs().isEmpty()).forEach(sizes::require);
  }

  private void require(Node node) {
    Shape input = graph.nodes().get(node.inputs().get(0)).shape();
    long outputs = node.shape().channels();
    if (node.operation() instanceof Operation.Dense dense) {
      require(dense.layer(), "W", input, List.of((long) input.size(), outputs));
    } else if (node.operation() instanceof Operation.Convolution convolution) {
      String weights = convolution.weights().parameter();
      require(convolution.layer(), weights, input, sides(convolution, input, outputs));
    } else if (node.operation() instanceof Operation.BatchNormalization normalization) {
      require(normalization.layer(), "mean", input, List.of(outputs));
    }
  }

  private static List<Long> sides(Operation.Convolution convolution, Shape input, long outputs) {
    Window window = convolution.window();
    long height = window.vertical().kernel();
    long width = window.horizontal().kernel();
    long inputs = input.channels();
    return switch (convolution.weights()) {
      case FULL, POINTWISE -> List.of(outputs, inputs, height, width);
      case DEPTHWISE -> List.of(height, width, inputs, outputs / inputs);
      case SEPARABLE -> List.of(outputs / inputs, inputs, height, width);
    };
  }

  private void require(String layer, String name, Shape input, List<Long> needed) {
    for (ParameterBlock block : blocks) {
      if (block.layer().equals(layer)
          && block.name().equals(name)
          && !block.shape().equals(needed)) {
        throw new UserException(
            "the model's layer '%s' has a parameter '%s' of %s, and its input of %s makes that %s; build the model for the input shape that Model.configure is given, not for a fixed one"
                .formatted(layer, name, block.shape(), input, needed));
      }
    }
  }
}
