package io.rethink.engine.compiled.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves nodes into the node before them, where nothing else reads that one. */
final class Fusion {

  private Fusion() {}

  /** Says what can be one operation. */
  interface Rule {

    /** What does the same as {@code before} and {@code after} it, or null if nothing does. */
    @Nullable Operation fused(Operation before, Operation after);
  }

  /** Returns {@code graph} with all fused that {@code rule} can fuse, two by two. */
  static Graph apply(Graph graph, Rule rule) {
    List<Node> old = graph.nodes();
    int[] readers = new int[old.size()];
    old.forEach(node -> node.inputs().forEach(input -> readers[input]++));
    int[] moved = new int[old.size()];
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      Node node = old.get(i);
      Operation fused = null;
      if (node.inputs().size() == 1 && readers[node.inputs().get(0)] == 1) {
        fused = rule.fused(old.get(node.inputs().get(0)).operation(), node.operation());
      }
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
}
