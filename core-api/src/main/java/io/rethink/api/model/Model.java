package io.rethink.api.model;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Extension point: the architecture of a network. It sets layers, activations and initialisation,
 * and leaves the updater, penalties, dropout and the seed to the run.
 */
public interface Model {

  /**
   * Describes a network with one input, set by {@link InputShape#inputType()}, and one output layer
   * of {@code classes} units.
   */
  ComputationGraphConfiguration configure(InputShape input, int classes);

  /**
   * A list of layers as the graph that {@link #configure} returns. Layers without a name are called
   * {@code layer0}, {@code layer1} and so on.
   *
   * @param list built with {@code setInputType(input.inputType())}
   */
  static ComputationGraphConfiguration graph(MultiLayerConfiguration list) {
    MultiLayerConfiguration copy = list.clone();
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .dataType(copy.getDataType())
            .updater(new NoOp())
            .graphBuilder()
            .addInputs("input");
    String below = "input";
    for (int i = 0; i < copy.getConfs().size(); i++) {
      Layer layer = copy.getConf(i).getLayer();
      String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
      graph.addLayer(name, layer, copy.getInputPreProcess(i), below);
      below = name;
    }
    return graph.setOutputs(below).build();
  }
}
