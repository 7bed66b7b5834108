package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The paper's networks, and pieces to build others from. */
final class Networks {

  static final InputShape CROPPED = new InputShape(3, 28, 28);
  static final int CLASSES = 10;

  private Networks() {}

  static GraphBuilder builder(InputShape shape) {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .weightInit(WeightInit.RELU)
        .activation(Activation.IDENTITY)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(shape.inputType())
        .setOutputs("output");
  }

  static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .weightInit(WeightInit.XAVIER)
        .nOut(CLASSES)
        .build();
  }

  /** The layers in a row, then softmax regression. */
  static ComputationGraphConfiguration chain(InputShape shape, Layer... layers) {
    GraphBuilder graph = builder(shape);
    String last = "input";
    for (int i = 0; i < layers.length; i++) {
      graph.addLayer("layer" + i, layers[i], last);
      last = "layer" + i;
    }
    return graph.addLayer("output", output(), last).build();
  }

  static ComputationGraphConfiguration mlp(int... widths) {
    Layer[] layers = new Layer[widths.length];
    for (int i = 0; i < widths.length; i++) {
      layers[i] = new DenseLayer.Builder().nOut(widths[i]).activation(Activation.RELU).build();
    }
    return chain(CROPPED, layers);
  }

  static ConvolutionLayer convolution(int outputs, int kernel, int stride) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .nOut(outputs)
        .build();
  }

  static SubsamplingLayer maxPooling() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(3, 3)
        .stride(2, 2)
        .build();
  }

  static ComputationGraphConfiguration alexNet() {
    return chain(
        CROPPED,
        convolution(64, 5, 1),
        new ActivationLayer(Activation.RELU),
        maxPooling(),
        responseNormalization(),
        convolution(64, 5, 1),
        new ActivationLayer(Activation.RELU),
        maxPooling(),
        responseNormalization(),
        new DenseLayer.Builder().nOut(384).activation(Activation.RELU).build(),
        new DenseLayer.Builder().nOut(192).activation(Activation.RELU).build());
  }

  private static LocalResponseNormalization responseNormalization() {
    return new LocalResponseNormalization.Builder().k(1).n(9).alpha(0.001 / 9).beta(0.75).build();
  }

  /** The small Inception; {@code divisor} makes it narrower. */
  static ComputationGraphConfiguration inception(boolean normalized, int divisor) {
    GraphBuilder graph = builder(CROPPED);
    String last = module(graph, "stem", "input", 96 / divisor, 3, 1, normalized);
    int[][] shapes = {
      {32, 32},
      {32, 48},
      {80},
      {112, 48},
      {96, 64},
      {80, 80},
      {48, 96},
      {96},
      {176, 160},
      {176, 160}
    };
    for (int i = 0; i < shapes.length; i++) {
      String name = "block" + i;
      int[] shape = shapes[i];
      String one;
      String other;
      if (shape.length == 2) {
        one = module(graph, name + "-1x1", last, shape[0] / divisor, 1, 1, normalized);
        other = module(graph, name + "-3x3", last, shape[1] / divisor, 3, 1, normalized);
      } else {
        one = module(graph, name + "-3x3", last, shape[0] / divisor, 3, 2, normalized);
        other = name + "-pool";
        graph.addLayer(other, maxPooling(), last);
      }
      graph.addVertex(name, new MergeVertex(), one, other);
      last = name;
    }
    return graph
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), last)
        .addLayer("output", output(), "pool")
        .build();
  }

  private static String module(
      GraphBuilder graph,
      String name,
      String input,
      int outputs,
      int kernel,
      int stride,
      boolean normalized) {
    graph.addLayer(name, convolution(outputs, kernel, stride), input);
    String last = name;
    if (normalized) {
      last = name + "-norm";
      graph.addLayer(last, new BatchNormalization.Builder().lockGammaBeta(true).build(), name);
    }
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), last);
    return name + "-relu";
  }
}
