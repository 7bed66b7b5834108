package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.ir.Operation.NormalizedConvolution;
import java.util.ArrayList;
import java.util.List;

/**
 * The pass that moves a batch normalization into the convolution before it, where nothing else
 * reads that one. Only for programs that compute scores: it takes the running statistics.
 */
public final class NormalizationFolding {

  private NormalizationFolding() {}

  /** Returns {@code graph} with folded normalizations. */
  public static Graph apply(Graph graph) {
    List<Node> old = graph.nodes();
    int[] readers = new int[old.size()];
    old.forEach(node -> node.inputs().forEach(input -> readers[input]++));
    int[] moved = new int[old.size()];
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      Node node = old.get(i);
      if (node.operation() instanceof BatchNormalization normalization
          && readers[node.inputs().get(0)] == 1
          && old.get(node.inputs().get(0)).operation() instanceof Convolution convolution
          && isFoldable(convolution)) {
        int target = moved[node.inputs().get(0)];
        Node before = nodes.get(target);
        Operation folded = new NormalizedConvolution(convolution, normalization);
        nodes.set(target, new Node(before.name(), folded, before.inputs(), before.shape()));
        moved[i] = target;
      } else {
        moved[i] = nodes.size();
        List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
        nodes.add(new Node(node.name(), node.operation(), inputs, node.shape()));
      }
    }
    return new Graph(nodes, graph.loss());
  }

  /** Whether the values that an output channel's weights scale follow each other. */
  private static boolean isFoldable(Convolution convolution) {
    return convolution.then() == null
        && (convolution.weights() == Convolution.Weights.FULL
            || convolution.weights() == Convolution.Weights.POINTWISE);
  }
}
