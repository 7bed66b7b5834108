package io.rethink.engine.compiled;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The order in which DL4J computes a graph's vertices. */
final class VertexOrder {

  private VertexOrder() {}

  static List<String> of(ComputationGraph graph) {
    return Arrays.stream(graph.topologicalSortOrder())
        .mapToObj(index -> graph.getVertices()[index].getVertexName())
        .toList();
  }
}
