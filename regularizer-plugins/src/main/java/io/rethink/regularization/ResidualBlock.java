package io.rethink.regularization;

import io.rethink.api.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/**
 * A sum of a branch and a shortcut.
 *
 * @param name the vertex that adds them
 * @param branch the vertex that ends the branch
 * @param depth how many sums there are on the way from the input to this one, with this one: 1 for
 *     the first block
 */
record ResidualBlock(String name, String branch, int depth) {

  /**
   * The residual blocks of a network, in the order of its vertices.
   *
   * @throws UserException if a sum's two inputs have as many layers with weights, or it has more
   *     than two inputs
   */
  static List<ResidualBlock> all(ComputationGraphConfiguration configuration) {
    Finder finder = new Finder(configuration);
    List<ResidualBlock> blocks = new ArrayList<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (isSum(vertex)) {
                blocks.add(finder.block(name));
              }
            });
    return blocks;
  }

  private static boolean isSum(GraphVertex vertex) {
    return vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add;
  }

  private static final class Finder {

    private final Map<String, GraphVertex> vertices;
    private final Map<String, List<String>> inputs;
    private final Map<String, Set<String>> behind = new HashMap<>();

    Finder(ComputationGraphConfiguration configuration) {
      this.vertices = configuration.getVertices();
      this.inputs = configuration.getVertexInputs();
    }

    ResidualBlock block(String name) {
      List<String> terms = Objects.requireNonNull(inputs.get(name));
      if (terms.size() != 2) {
        throw new UserException(
            "stochastic-depth knows residual blocks of a branch and a shortcut, but %s adds %d: %s"
                .formatted(name, terms.size(), String.join(", ", terms)));
      }
      String one = terms.get(0);
      String other = terms.get(1);
      long ofOne = layersBehindOnly(one, other);
      long ofOther = layersBehindOnly(other, one);
      if (ofOne == ofOther) {
        throw new UserException(
            "stochastic-depth cannot tell the branch from the shortcut in %s: %s and %s come from as many layers with weights"
                .formatted(name, one, other));
      }
      int depth = (int) behind(name).stream().filter(this::adds).count();
      return new ResidualBlock(name, ofOne > ofOther ? one : other, depth);
    }

    private boolean adds(String name) {
      GraphVertex vertex = vertices.get(name);
      return vertex != null && isSum(vertex);
    }

    /** Number of layers with weights that {@code one} is computed by, but {@code other} is not. */
    private long layersBehindOnly(String one, String other) {
      return behind(one).stream()
          .filter(name -> !behind(other).contains(name))
          .filter(name -> vertices.get(name) instanceof LayerVertex layer && hasWeights(layer))
          .count();
    }

    private static boolean hasWeights(LayerVertex vertex) {
      return vertex.getLayerConf().getLayer().initializer().numParams(vertex.getLayerConf()) > 0;
    }

    /** {@code name}, and all vertices that it is computed from. */
    private Set<String> behind(String name) {
      Set<String> known = behind.get(name);
      if (known == null) {
        known = new LinkedHashSet<>(Set.of(name));
        for (String input : inputs.getOrDefault(name, List.of())) {
          known.addAll(behind(input));
        }
        behind.put(name, known);
      }
      return known;
    }
  }
}
