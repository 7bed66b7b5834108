package io.rethink.engine.compiled.ir;

import java.util.List;

/**
 * A network: its nodes in an order in which they can be computed, the first the input, the last the
 * scores, and its loss.
 *
 * @param nodes the nodes
 * @param loss what the scores are held against the labels by
 */
public record Graph(List<Node> nodes, Loss loss) {

  public Graph {
    nodes = List.copyOf(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      for (int input : nodes.get(i).inputs()) {
        if (input < 0 || input >= i) {
          throw new IllegalArgumentException(
              "node %d (%s) reads node %d, which is not before it"
                  .formatted(i, nodes.get(i).name(), input));
        }
      }
    }
  }

  /** The shape of an example. */
  public Shape input() {
    return nodes.get(0).shape();
  }

  /** Number of scores of an example. */
  public int classes() {
    return nodes.get(nodes.size() - 1).shape().size();
  }
}
