package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against PyTorch; {@code src/test/python/torch_reference.py} wrote what is compared with. */
class TorchComparisonTest {

  private static final InputShape IMAGE = new InputShape(3, 10, 10);
  private static final int SIZE = 6;
  private static final double TOLERANCE = 1e-5;

  @Test
  void aSmallInceptionHasTheLossAndGradientOfPyTorch() throws Exception {
    GraphBuilder graph = Networks.builder(IMAGE);
    module(graph, "stem", "input", 8, 3, 1);
    module(graph, "one", "stem-relu", 8, 1, 1);
    module(graph, "other", "stem-relu", 12, 3, 1);
    graph.addVertex("block", new MergeVertex(), "one-relu", "other-relu");
    module(graph, "down", "block", 16, 3, 2);
    graph.addLayer("pool", Networks.maxPooling(), "block");
    graph.addVertex("second", new MergeVertex(), "down-relu", "pool");
    graph.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "second");
    graph.addLayer("output", Networks.output(), "mean");
    compare("inception", graph.build(), List.of("stem", "one", "other", "down", "output"));
  }

  @Test
  void aSmallAlexNetHasTheLossAndGradientOfPyTorch() throws Exception {
    ComputationGraphConfiguration configuration =
        Networks.chain(
            IMAGE,
            Networks.convolution(16, 5, 1),
            new ActivationLayer(Activation.RELU),
            Networks.maxPooling(),
            // PyTorch divides alpha by the window.
            new LocalResponseNormalization.Builder().k(1).n(9).alpha(0.1).beta(0.75).build(),
            new DenseLayer.Builder().nOut(12).activation(Activation.RELU).build());
    compare("alexnet", configuration, List.of("layer0", "layer4", "output"));
  }

  private static void module(
      GraphBuilder graph, String name, String input, int outputs, int kernel, int stride) {
    graph.addLayer(name, Networks.convolution(outputs, kernel, stride), input);
    graph.addLayer(
        name + "-norm", new BatchNormalization.Builder().lockGammaBeta(true).build(), name);
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), name + "-norm");
  }

  private static void compare(
      String name, ComputationGraphConfiguration configuration, List<String> layers)
      throws Exception {
    FloatBuffer reference = read(name);
    Batch batch = new Batch(IMAGE, SIZE);
    reference.get(batch.inputs());
    for (int i = 0; i < SIZE; i++) {
      batch.labels()[i] = (int) reference.get();
    }
    batch.size(SIZE);
    final double loss = reference.get();
    try (CompiledNetwork network = new CompiledEngine().compile(configuration, IMAGE, 1)) {
      FloatBuffer parameters = reference.duplicate();
      for (String layer : layers) {
        for (String parameter : List.of("W", "b")) {
          put(network, layer, parameter, parameters);
        }
        parameters.position(parameters.position() + length(network, layer));
      }
      assertThat(network.train(batch, 1)).isCloseTo(loss, within(1e-6));
      for (String layer : layers) {
        reference.position(reference.position() + length(network, layer));
        for (String parameter : List.of("W", "b")) {
          ParameterBlock block = block(network, layer, parameter);
          INDArray found = block.slice(network.gradient());
          double largest = 0;
          double scale = 0;
          for (long i = 0; i < block.length(); i++) {
            double expected = reference.get();
            scale = Math.max(scale, Math.abs(expected));
            largest = Math.max(largest, Math.abs(found.getDouble(i) - expected));
          }
          // A bias before batch normalization has the gradient 0.
          assertThat(largest)
              .as(layer + "/" + parameter)
              .isLessThan(TOLERANCE * Math.max(scale, 0.1));
        }
      }
      assertThat(reference.hasRemaining()).isFalse();
    }
  }

  private static void put(
      CompiledNetwork network, String layer, String parameter, FloatBuffer values) {
    ParameterBlock block = block(network, layer, parameter);
    INDArray slice = block.slice(network.parameters().vector());
    for (long i = 0; i < block.length(); i++) {
      slice.putScalar(i, values.get());
    }
  }

  private static int length(CompiledNetwork network, String layer) {
    return Math.toIntExact(
        block(network, layer, "W").length() + block(network, layer, "b").length());
  }

  private static ParameterBlock block(CompiledNetwork network, String layer, String parameter) {
    return network.parameters().blocks().stream()
        .filter(block -> block.layer().equals(layer) && block.name().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  private static FloatBuffer read(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            TorchComparisonTest.class.getResourceAsStream("/torch/" + name + ".bin"))) {
      return ByteBuffer.wrap(file.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
  }
}
