package io.rethink.engine.compiled.ir;

import java.util.List;

/**
 * One operation of a graph.
 *
 * @param name of the layer or vertex that it comes from
 * @param operation what it computes
 * @param inputs the positions of its inputs in the graph, all before its own
 * @param shape of its result, for one example
 */
public record Node(String name, Operation operation, List<Integer> inputs, Shape shape) {

  public Node {
    inputs = List.copyOf(inputs);
  }
}
