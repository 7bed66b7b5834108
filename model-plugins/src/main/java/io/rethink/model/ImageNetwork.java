package io.rethink.model;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
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
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A convolutional network under construction. Keeps the shape at each vertex, from which a layer's
 * initialisation takes its number of inputs and outputs. Every method adds one vertex and returns
 * its name, which the next is given as {@code below}.
 */
final class ImageNetwork {

  static final String INPUT = "input";

  private final Initialization initialization;
  private final double scale;
  private final GraphBuilder graph;
  private final Map<String, InputShape> shapes = new HashMap<>();

  /**
   * Begins a network.
   *
   * @param model the name that users know the model by
   * @param initialization the distribution of the first weights, multiplied by {@code scale}
   * @throws UserException if the input is no image
   */
  ImageNetwork(String model, InputShape input, Initialization initialization, double scale) {
    if (input.isVector()) {
      throw new UserException(
          ("%s reads images, but the examples are vectors of %s values. Choose a data set of images,"
                  + " or the model mlp.")
              .formatted(model, input));
    }
    this.initialization = initialization;
    this.scale = scale;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .updater(new NoOp())
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(input.inputType());
    shapes.put(INPUT, input);
  }

  /** The shape of what vertex {@code name} yields. */
  InputShape shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  String convolution(String name, String below, int channels, Kernel kernel, boolean bias) {
    int window = kernel.height() * kernel.width();
    return layer(
        name,
        below,
        new ConvolutionLayer.Builder(kernel.size(), kernel.strides(), kernel.margins())
            .convolutionMode(kernel.mode())
            .nOut(channels)
            .hasBias(bias)
            .activation(new ActivationIdentity())
            .weightInit(
                initialization.weights(
                    (double) window * shape(below).channels(), (double) window * channels, scale))
            .build(),
        kernel.over(shape(below), channels));
  }

  String batchNormalization(String name, String below, double epsilon, boolean scaleAndShift) {
    return layer(
        name,
        below,
        new BatchNormalization.Builder().eps(epsilon).lockGammaBeta(!scaleAndShift).build(),
        shape(below));
  }

  /**
   * Divides each value by {@code (1 + alpha * sum of squares)^beta}, the sum over so many channels
   * around it.
   */
  String responseNormalization(String name, String below, int channels, double alpha, double beta) {
    return layer(
        name,
        below,
        new LocalResponseNormalization.Builder().k(1).n(channels).alpha(alpha).beta(beta).build(),
        shape(below));
  }

  String relu(String name, String below) {
    return layer(name, below, new ActivationLayer(new ActivationReLU()), shape(below));
  }

  String maxPooling(String name, String below, Kernel kernel) {
    return pooling(name, below, SubsamplingLayer.PoolingType.MAX, kernel);
  }

  /** As in TensorFlow, the mean is over what lies inside the image. */
  String averagePooling(String name, String below, Kernel kernel) {
    return pooling(name, below, SubsamplingLayer.PoolingType.AVG, kernel);
  }

  private String pooling(
      String name, String below, SubsamplingLayer.PoolingType type, Kernel kernel) {
    return layer(
        name,
        below,
        new SubsamplingLayer.Builder(type, kernel.size(), kernel.strides(), kernel.margins())
            .convolutionMode(kernel.mode())
            .avgPoolIncludePadInDivisor(false)
            .build(),
        kernel.over(shape(below), shape(below).channels()));
  }

  /** The mean of each channel over the whole image. */
  String globalAveragePooling(String name, String below) {
    return layer(
        name,
        below,
        new GlobalPoolingLayer(PoolingType.AVG),
        InputShape.vector(shape(below).channels()));
  }

  /** A fully connected layer with biases and ReLU. */
  String dense(String name, String below, int width) {
    return layer(
        name,
        below,
        new DenseLayer.Builder()
            .nOut(width)
            .activation(new ActivationReLU())
            .weightInit(initialization.weights(shape(below).size(), width, scale))
            .build(),
        InputShape.vector(width));
  }

  /** All channels of the given vertices, in their order. */
  String concatenation(String name, String... below) {
    InputShape first = shape(below[0]);
    int channels = Arrays.stream(below).mapToInt(vertex -> shape(vertex).channels()).sum();
    graph.addVertex(name, new MergeVertex(), below);
    shapes.put(name, new InputShape(channels, first.height(), first.width()));
    return name;
  }

  String sum(String name, String one, String other) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), one, other);
    shapes.put(name, shape(one));
    return name;
  }

  /** Ends the network with a softmax over so many classes. */
  ComputationGraphConfiguration classifier(String below, int classes) {
    return graph
        .addLayer(
            SoftmaxOutput.NAME,
            SoftmaxOutput.of(
                classes, initialization.weights(shape(below).size(), classes, scale), true),
            below)
        .setOutputs(SoftmaxOutput.NAME)
        .build();
  }

  private String layer(String name, String below, Layer layer, InputShape shape) {
    graph.addLayer(name, layer, below);
    shapes.put(name, shape);
    return name;
  }
}
