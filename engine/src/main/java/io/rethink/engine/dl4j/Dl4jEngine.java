package io.rethink.engine.dl4j;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;

/** Runs any DL4J graph of one input and one output layer in stock DL4J. */
public final class Dl4jEngine implements Engine {

  @Override
  public Network build(ComputationGraphConfiguration configuration, InputShape input, long seed) {
    ComputationGraph training = initialize(configuration, seed);
    training.initGradientsView();
    String output = configuration.getNetworkOutputs().get(0);
    ComputationGraph scoring = new ComputationGraph(withoutOutputActivation(configuration, output));
    scoring.init(training.params(), false);
    BaseOutputLayer trained = (BaseOutputLayer) training.getOutputLayer(0).conf().getLayer();
    ObservedLoss loss = new ObservedLoss(trained.getLossFn());
    trained.setLossFn(loss);
    return new Dl4jNetwork(training, loss, scoring, outputLayer(configuration, output), input);
  }

  /**
   * The configured graph with fresh parameters.
   *
   * @param seed of the initialisation, not 0
   * @throws UserException if the configuration is no network of one input, one output layer and
   *     32-bit floats, or says itself how to train it
   */
  public static ComputationGraph initialize(
      ComputationGraphConfiguration configuration, long seed) {
    requireOneOutputLayer(configuration);
    requireFloats(configuration);
    ComputationGraphConfiguration seeded = configuration.clone();
    seeded.getDefaultConfiguration().setSeed(seed);
    ComputationGraph graph = new ComputationGraph(seeded);
    graph.init();
    OwnTraining.refuse(graph);
    return graph;
  }

  private static void requireOneOutputLayer(ComputationGraphConfiguration configuration) {
    List<String> inputs = configuration.getNetworkInputs();
    List<String> outputs = configuration.getNetworkOutputs();
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new UserException(
          "the model has the inputs %s and the outputs %s; Rethink trains networks of one input and one output"
              .formatted(inputs, outputs));
    }
    String output = outputs.get(0);
    if (!(layerOf(configuration.getVertices().get(output)) instanceof BaseOutputLayer)) {
      throw new UserException(
          "the model's output '%s' is no output layer with a loss; end the network in an OutputLayer"
              .formatted(output));
    }
  }

  private static void requireFloats(ComputationGraphConfiguration configuration) {
    DataType type = configuration.getDataType();
    if (type != DataType.FLOAT) {
      throw new UserException(
          "the model has the data type %s, and Rethink trains in 32-bit floats; leave out dataType(...) or set it to FLOAT"
              .formatted(type));
    }
  }

  private static ComputationGraphConfiguration withoutOutputActivation(
      ComputationGraphConfiguration configuration, String output) {
    ComputationGraphConfiguration scoring = configuration.clone();
    outputLayer(scoring, output).setActivationFn(new ActivationIdentity());
    return scoring;
  }

  private static BaseOutputLayer outputLayer(
      ComputationGraphConfiguration configuration, String output) {
    return (BaseOutputLayer)
        Objects.requireNonNull(layerOf(configuration.getVertices().get(output)));
  }

  private static @Nullable Layer layerOf(@Nullable GraphVertex vertex) {
    return vertex instanceof LayerVertex layerVertex ? layerVertex.getLayerConf().getLayer() : null;
  }
}
