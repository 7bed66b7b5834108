package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.ir.Operation.Dense;
import io.rethink.engine.compiled.ir.Operation.Elementwise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pass that moves a ReLU into the operation before it, where nothing else reads that one. */
public final class ReluFusion {

  private ReluFusion() {}

  /** Returns {@code graph} with fused ReLUs. */
  public static Graph apply(Graph graph) {
    List<Node> old = graph.nodes();
    int[] readers = new int[old.size()];
    old.forEach(node -> node.inputs().forEach(input -> readers[input]++));
    int[] moved = new int[old.size()];
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      Node node = old.get(i);
      Operation fused = readsOnly(node, readers) ? fused(old, node) : null;
      if (fused != null) {
        int target = moved[node.inputs().get(0)];
        Node before = nodes.get(target);
        nodes.set(target, new Node(before.name(), fused, before.inputs(), before.shape()));
        moved[i] = target;
      } else {
        moved[i] = nodes.size();
        List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
        nodes.add(new Node(node.name(), node.operation(), inputs, node.shape()));
      }
    }
    return new Graph(nodes, graph.loss());
  }

  private static boolean readsOnly(Node node, int[] readers) {
    return node.inputs().size() == 1 && readers[node.inputs().get(0)] == 1;
  }

  private static @Nullable Operation fused(List<Node> nodes, Node node) {
    if (!(node.operation() instanceof Elementwise elementwise)
        || elementwise.function().kind() != Function.Kind.RELU) {
      return null;
    }
    Function relu = elementwise.function();
    Operation before = nodes.get(node.inputs().get(0)).operation();
    if (before instanceof Convolution c && c.then() == null) {
      return new Convolution(c.layer(), c.weights(), c.window(), c.bias(), relu);
    }
    if (before instanceof Dense d && d.then() == null) {
      return new Dense(d.layer(), d.bias(), relu);
    }
    if (before instanceof BatchNormalization b && !b.relu() && relu.parameter() == 0) {
      return new BatchNormalization(
          b.layer(),
          b.epsilon(),
          b.decay(),
          b.trained(),
          b.scale(),
          b.shift(),
          b.logarithmic(),
          true);
    }
    return null;
  }
}
