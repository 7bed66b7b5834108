package io.rethink.engine.dl4j;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.regularization.BranchDropout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The branches that may be dropped, with the running statistics of the layers in each. */
record DroppedBranches(List<Branch> branches) {

  private record Branch(BranchDropout dropout, List<ParameterBlock> statistics) {}

  /**
   * The branches of a network.
   *
   * @param configuration the one that the network in training holds
   * @param statistics all of its running statistics
   */
  static DroppedBranches of(
      ComputationGraphConfiguration configuration, List<ParameterBlock> statistics) {
    List<Branch> branches = new ArrayList<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer
                  && layer.getLayerConf().getLayer().getIDropout()
                      instanceof BranchDropout dropout) {
                Set<String> inside = leadingOnlyTo(name, configuration.getVertexInputs());
                branches.add(
                    new Branch(
                        dropout,
                        statistics.stream()
                            .filter(block -> inside.contains(block.layer()))
                            .toList()));
              }
            });
    return new DroppedBranches(branches);
  }

  /** The vertices from which every path passes {@code end}. */
  private static Set<String> leadingOnlyTo(String end, Map<String, List<String>> inputs) {
    Set<String> inside = new HashSet<>(Set.of(end));
    boolean grown = true;
    while (grown) {
      Set<String> readElsewhere = new HashSet<>();
      Set<String> read = new HashSet<>();
      inputs.forEach((name, below) -> (inside.contains(name) ? read : readElsewhere).addAll(below));
      read.removeAll(readElsewhere);
      grown = inside.addAll(read);
    }
    return inside;
  }

  /**
   * Leaves the running statistics of the branches that the last batch dropped as they are.
   *
   * @param gradient the network's, which holds the changes of statistics
   */
  void keepStatistics(INDArray gradient) {
    for (Branch branch : branches) {
      if (branch.dropout().wasDropped()) {
        branch.statistics().forEach(block -> block.slice(gradient).assign(0));
      }
    }
  }
}
