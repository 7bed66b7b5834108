package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
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

  /** A wide residual network (Zagoruyko and Komodakis 2016), with pre-activation blocks. */
  static ComputationGraphConfiguration wideResNet(InputShape shape, int depth, int width) {
    GraphBuilder builder = builder(shape).addLayer("stem", bare(16, 3, 1), "input");
    String previous = "stem";
    int channels = 16;
    for (int group = 0; group < 3; group++) {
      for (int block = 0; block < (depth - 4) / 6; block++) {
        String name = "group" + group + "block" + block;
        int outputs = (16 << group) * width;
        int stride = group > 0 && block == 0 ? 2 : 1;
        builder
            .addLayer(name + "norm1", new BatchNormalization.Builder().build(), previous)
            .addLayer(name + "active1", new ActivationLayer(Activation.RELU), name + "norm1")
            .addLayer(name + "conv1", bare(outputs, 3, stride), name + "active1")
            .addLayer(name + "norm2", new BatchNormalization.Builder().build(), name + "conv1")
            .addLayer(name + "active2", new ActivationLayer(Activation.RELU), name + "norm2")
            .addLayer(name + "conv2", bare(outputs, 3, 1), name + "active2");
        String shortcut = previous;
        if (outputs != channels || stride != 1) {
          shortcut = name + "shortcut";
          builder.addLayer(shortcut, bare(outputs, 1, stride), name + "active1");
        }
        builder.addVertex(
            name, new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "conv2", shortcut);
        previous = name;
        channels = outputs;
      }
    }
    return builder
        .addLayer("norm", new BatchNormalization.Builder().build(), previous)
        .addLayer("active", new ActivationLayer(Activation.RELU), "norm")
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "active")
        .addLayer("output", output(), "pool")
        .build();
  }

  private static ConvolutionLayer bare(int outputs, int kernel, int stride) {
    return bare(outputs, kernel, kernel, stride);
  }

  private static ConvolutionLayer bare(int outputs, int height, int width, int stride) {
    return new ConvolutionLayer.Builder(height, width)
        .stride(stride, stride)
        .nOut(outputs)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  /**
   * Blocks as in Inception V3 (Szegedy et al. 2016), as wide as its first ones: factorized kernels,
   * and a reduction.
   */
  static ComputationGraphConfiguration inceptionV3Blocks(InputShape shape) {
    GraphBuilder builder = builder(shape).addLayer("stem", bare(192, 3, 2), "input");
    chain(builder, "point", "stem", bare(64, 1, 1));
    chain(builder, "row", "stem", bare(48, 1, 1), bare(56, 1, 7, 1), bare(64, 7, 1, 1));
    chain(builder, "wide", "stem", bare(64, 1, 1), bare(96, 3, 1), bare(96, 3, 1));
    chain(builder, "pooled", "stem", averagePooling(), bare(32, 1, 1));
    builder.addVertex("mixed", new MergeVertex(), "point", "row", "wide", "pooled");
    chain(builder, "reduced", "mixed", bare(64, 1, 1), bare(96, 3, 2));
    builder.addLayer("strided", maxPooling(), "mixed");
    return builder
        .addVertex("reduction", new MergeVertex(), "reduced", "strided")
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "reduction")
        .addLayer("output", output(), "pool")
        .build();
  }

  /** Convolutions with batch normalization and ReLU; the last one carries the name. */
  private static void chain(GraphBuilder builder, String name, String input, Layer... layers) {
    String previous = input;
    for (int i = 0; i < layers.length; i++) {
      String part = name + i;
      builder.addLayer(part, layers[i], previous);
      if (layers[i] instanceof ConvolutionLayer) {
        builder.addLayer(part + "norm", new BatchNormalization.Builder().build(), part);
        String relu = i == layers.length - 1 ? name : part + "relu";
        builder.addLayer(relu, new ActivationLayer(Activation.RELU), part + "norm");
        part = relu;
      }
      previous = part;
    }
  }

  private static SubsamplingLayer averagePooling() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
        .kernelSize(3, 3)
        .stride(1, 1)
        .convolutionMode(ConvolutionMode.Same)
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
