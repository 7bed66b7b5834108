package io.rethink.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelTest {

  @Test
  void aListOfLayersComputesTheSameAsAGraph() {
    InputShape shape = new InputShape(2, 5, 6);
    MultiLayerConfiguration layers =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(3).activation(Activation.TANH).build())
            .layer(new DenseLayer.Builder().name("dense").nOut(7).build())
            .layer(new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build())
            .setInputType(shape.inputType())
            .build();
    MultiLayerNetwork list = new MultiLayerNetwork(layers);
    list.init();

    ComputationGraphConfiguration configuration = Model.graph(layers);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(list.params(), false);

    assertThat(configuration.getVertices()).containsOnlyKeys("layer0", "dense", "layer2");
    assertThat(configuration.getNetworkOutputs()).containsExactly("layer2");
    INDArray input = Nd4j.linspace(-1, 1, 120).reshape(2, 2, 5, 6).castTo(list.params().dataType());
    assertThat(graph.outputSingle(input)).isEqualTo(list.output(input));
  }
}
