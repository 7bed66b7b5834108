package io.rethink.engine.dl4j;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
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
    for (Layer layer : graph.getLayers()) {
      for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
        INDArray view = parameter.getValue();
        blocks.add(
            new ParameterBlock(
                layer.conf().getLayer().getLayerName(),
                parameter.getKey(),
                role(layer, parameter.getKey()),
                view.offset() - start,
                Arrays.stream(view.shape()).boxed().toList(),
                view.ordering()));
      }
    }
    blocks.sort(Comparator.comparingLong(ParameterBlock::offset));
    return blocks;
  }

  private static Role role(Layer layer, String name) {
    org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
    ParamInitializer initializer = configuration.initializer();
    if (initializer instanceof BatchNormalizationParamInitializer) {
      return STATISTICS.contains(name) ? Role.STATISTIC : Role.NORMALIZATION;
    }
    return initializer.isBiasParam(configuration, name) ? Role.BIAS : Role.WEIGHT;
  }
}
