package io.rethink.engine.dl4j;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads off an initialized graph where each parameter array lies in the flat vector. */
public final class ParameterLayout {

  private static final Set<String> STATISTICS =
      Set.of(
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          BatchNormalizationParamInitializer.GLOBAL_VAR,
          BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

  private ParameterLayout() {}

  /** The parameter arrays of {@code graph}, in the order of their offsets. */
  public static List<ParameterBlock> of(ComputationGraph graph) {
    long start = graph.params().offset();
    List<ParameterBlock> blocks = new ArrayList<>();
    for (GraphVertex vertex : graph.getVertices()) {
      Map<String, INDArray> parameters = vertex.paramTable(false);
      for (Map.Entry<String, INDArray> parameter : entries(parameters)) {
        INDArray view = parameter.getValue();
        blocks.add(
            new ParameterBlock(
                vertex.getVertexName(),
                parameter.getKey(),
                role(graph, vertex, parameter.getKey()),
                view.offset() - start,
                Arrays.stream(view.shape()).boxed().toList(),
                view.ordering()));
      }
    }
    blocks.sort(Comparator.comparingLong(ParameterBlock::offset));
    requireWhole(blocks, graph.params().length());
    return blocks;
  }

  private static Set<Map.Entry<String, INDArray>> entries(
      @Nullable Map<String, INDArray> parameters) {
    return parameters == null ? Set.of() : parameters.entrySet();
  }

  private static void requireWhole(List<ParameterBlock> blocks, long length) {
    long end = 0;
    for (ParameterBlock block : blocks) {
      if (block.offset() != end) {
        throw new IllegalStateException(
            "parameters from %d on belong to no vertex of the graph".formatted(end));
      }
      end += block.length();
    }
    if (end != length) {
      throw new IllegalStateException(
          "parameters from %d to %d belong to no vertex of the graph".formatted(end, length));
    }
  }

  private static Role role(ComputationGraph graph, GraphVertex vertex, String name) {
    if (!vertex.hasLayer()) {
      return graph.getConfiguration().getVertices().get(vertex.getVertexName())
                  instanceof SameDiffVertex configured
              && configured.getVertexParams().isBiasParam(name)
          ? Role.BIAS
          : Role.WEIGHT;
    }
    if (vertex.getLayer() instanceof FrozenLayer
        || vertex.getLayer() instanceof FrozenLayerWithBackprop) {
      return Role.FROZEN;
    }
    Layer configuration = vertex.getLayer().conf().getLayer();
    ParamInitializer initializer = configuration.initializer();
    if (initializer instanceof BatchNormalizationParamInitializer) {
      return STATISTICS.contains(name) ? Role.STATISTIC : Role.NORMALIZATION;
    }
    return initializer.isBiasParam(configuration, name) ? Role.BIAS : Role.WEIGHT;
  }
}
