package io.rethink.engine.compiled.ir;

import io.rethink.api.regularization.BranchDropout;
import io.rethink.engine.compiled.ir.Operation.AveragePooling;
import io.rethink.engine.compiled.ir.Operation.Convolution.Weights;
import io.rethink.engine.compiled.ir.Operation.Dropout;
import io.rethink.engine.compiled.ir.Operation.MaxPooling;
import io.rethink.engine.compiled.ir.Operation.ZeroPadding;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Reads one DL4J layer into a {@link GraphReader}'s nodes. */
final class LayerReader {

  private final GraphReader graph;
  private final String name;
  private final int input;
  private final Shape shape;

  private LayerReader(GraphReader graph, String name, int input) {
    this.graph = graph;
    this.name = name;
    this.input = input;
    this.shape = graph.shape(input);
  }

  /** Adds the layer's nodes, and returns the position of its result. */
  static int read(GraphReader graph, String name, Layer layer, int input)
      throws UnknownLayerException {
    if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
      throw new UnknownLayerException("'%s' has weight noise".formatted(name));
    }
    if (takesDropout(layer) && layer.getIDropout() != null) {
      input = dropout(graph, name, layer, input);
    }
    return new LayerReader(graph, name, input).read(layer);
  }

  private static boolean takesDropout(Layer layer) {
    return layer.getClass() == DenseLayer.class
        || layer.getClass() == ConvolutionLayer.class
        || layer.getClass() == DepthwiseConvolution2D.class
        || layer.getClass() == SeparableConvolution2D.class
        || layer.getClass() == OutputLayer.class
        || layer.getClass() == DropoutLayer.class;
  }

  private static int dropout(GraphReader graph, String name, Layer layer, int input)
      throws UnknownLayerException {
    if (layer.getIDropout().getClass() == org.deeplearning4j.nn.conf.dropout.Dropout.class) {
      org.deeplearning4j.nn.conf.dropout.Dropout dropout =
          (org.deeplearning4j.nn.conf.dropout.Dropout) layer.getIDropout();
      if (dropout.getPSchedule() == null) {
        return graph.add(name, new Dropout(dropout.getP()), List.of(input), graph.shape(input));
      }
    }
    if (layer.getIDropout() instanceof BranchDropout branch) {
      return graph.add(
          name,
          new Operation.BranchDropout(branch.survival(), 1),
          List.of(input),
          graph.shape(input));
    }
    throw new UnknownLayerException(
        "'%s' has %s".formatted(name, layer.getIDropout().getClass().getSimpleName()));
  }

  private int read(Layer layer) throws UnknownLayerException {
    Class<?> type = layer.getClass();
    if (type == DenseLayer.class) {
      DenseLayer dense = (DenseLayer) layer;
      requireKnown(!dense.hasLayerNorm(), "has layer normalization");
      return activated(dense((int) dense.getNOut(), dense.hasBias()), dense.getActivationFn());
    } else if (type == OutputLayer.class) {
      OutputLayer output = (OutputLayer) layer;
      return dense((int) output.getNOut(), output.hasBias());
    } else if (type == ConvolutionLayer.class) {
      return convolution((ConvolutionLayer) layer);
    } else if (type == DepthwiseConvolution2D.class) {
      return depthwise((DepthwiseConvolution2D) layer);
    } else if (type == SeparableConvolution2D.class) {
      return separable((SeparableConvolution2D) layer);
    } else if (type == BatchNormalization.class) {
      return normalization((BatchNormalization) layer);
    } else if (type == SubsamplingLayer.class) {
      return pooling((SubsamplingLayer) layer);
    } else if (type == GlobalPoolingLayer.class) {
      return globalPooling((GlobalPoolingLayer) layer);
    } else if (type == LocalResponseNormalization.class) {
      return responseNormalization((LocalResponseNormalization) layer);
    } else if (type == ActivationLayer.class) {
      return activated(input, ((ActivationLayer) layer).getActivationFn());
    } else if (type == DropoutLayer.class) {
      return input;
    } else if (type == ZeroPaddingLayer.class) {
      return zeroPadding((ZeroPaddingLayer) layer);
    }
    throw new UnknownLayerException("'%s' is a %s".formatted(name, type.getSimpleName()));
  }

  private int dense(int outputs, boolean bias) {
    return add(new Operation.Dense(name, bias, null), Shape.vector(outputs));
  }

  private int convolution(ConvolutionLayer layer) throws UnknownLayerException {
    int outputs = (int) layer.getNOut();
    int result = convolution(input, Weights.FULL, window(layer), outputs, layer.hasBias());
    return activated(result, layer.getActivationFn());
  }

  private int depthwise(DepthwiseConvolution2D layer) throws UnknownLayerException {
    int outputs = (int) layer.getNIn() * layer.getDepthMultiplier();
    int result = convolution(input, Weights.DEPTHWISE, window(layer), outputs, layer.hasBias());
    return activated(result, layer.getActivationFn());
  }

  private int separable(SeparableConvolution2D layer) throws UnknownLayerException {
    int between = (int) layer.getNIn() * layer.getDepthMultiplier();
    int spread = convolution(input, Weights.SEPARABLE, window(layer), between, false);
    Shape shapeBetween = graph.shape(spread);
    Window point =
        new Window(
            Window.Axis.padded(shapeBetween.height(), 1, 1, 1, 0),
            Window.Axis.padded(shapeBetween.width(), 1, 1, 1, 0));
    int result =
        convolution(spread, Weights.POINTWISE, point, (int) layer.getNOut(), layer.hasBias());
    return activated(result, layer.getActivationFn());
  }

  private int convolution(int source, Weights weights, Window window, int outputs, boolean bias) {
    return graph.add(
        name,
        new Operation.Convolution(name, weights, window, bias, null),
        List.of(source),
        new Shape(outputs, window.vertical().outputs(), window.horizontal().outputs()));
  }

  private Window window(ConvolutionLayer layer) throws UnknownLayerException {
    requireKnown(layer.getCnn2dDataFormat() == CNN2DFormat.NCHW, "takes channels last");
    return window(
        layer.getConvolutionMode(),
        layer.getKernelSize(),
        layer.getStride(),
        layer.getDilation(),
        layer.getPadding());
  }

  private Window window(
      ConvolutionMode mode, int[] kernel, int[] stride, int[] dilation, int[] padding)
      throws UnknownLayerException {
    requireKnown(mode != ConvolutionMode.Causal, "is causal");
    if (mode == ConvolutionMode.Same) {
      return new Window(
          Window.Axis.same(shape.height(), kernel[0], stride[0], dilation[0]),
          Window.Axis.same(shape.width(), kernel[1], stride[1], dilation[1]));
    }
    return new Window(
        Window.Axis.padded(shape.height(), kernel[0], stride[0], dilation[0], padding[0]),
        Window.Axis.padded(shape.width(), kernel[1], stride[1], dilation[1], padding[1]));
  }

  private int normalization(BatchNormalization layer) throws UnknownLayerException {
    requireKnown(layer.getCnn2DFormat() == CNN2DFormat.NCHW, "takes channels last");
    return add(
        new Operation.BatchNormalization(
            name,
            layer.getEps(),
            layer.getDecay(),
            !layer.isLockGammaBeta(),
            layer.getGamma(),
            layer.getBeta(),
            layer.isUseLogStd(),
            false),
        shape);
  }

  private int pooling(SubsamplingLayer layer) throws UnknownLayerException {
    requireKnown(layer.getCnn2dDataFormat() == CNN2DFormat.NCHW, "takes channels last");
    Window window =
        window(
            layer.getConvolutionMode(),
            layer.getKernelSize(),
            layer.getStride(),
            layer.getDilation(),
            layer.getPadding());
    Operation operation =
        switch (layer.getPoolingType()) {
          case MAX -> new MaxPooling(window);
          case AVG -> new AveragePooling(window, layer.isAvgPoolIncludePadInDivisor());
          case SUM, PNORM ->
              throw new UnknownLayerException(
                  "'%s' pools by %s".formatted(name, layer.getPoolingType()));
        };
    return add(
        operation,
        new Shape(shape.channels(), window.vertical().outputs(), window.horizontal().outputs()));
  }

  private int globalPooling(GlobalPoolingLayer layer) throws UnknownLayerException {
    Window window =
        new Window(
            Window.Axis.padded(shape.height(), shape.height(), 1, 1, 0),
            Window.Axis.padded(shape.width(), shape.width(), 1, 1, 0));
    Operation operation =
        switch (layer.getPoolingType()) {
          case MAX -> new MaxPooling(window);
          case AVG -> new AveragePooling(window, false);
          case SUM, PNORM ->
              throw new UnknownLayerException(
                  "'%s' pools by %s".formatted(name, layer.getPoolingType()));
        };
    return add(operation, Shape.vector(shape.channels()));
  }

  private int responseNormalization(LocalResponseNormalization layer) throws UnknownLayerException {
    requireKnown(layer.getDataFormat() == CNN2DFormat.NCHW, "takes channels last");
    return add(
        new Operation.LocalResponseNormalization(
            layer.getK(), layer.getAlpha(), layer.getBeta(), (int) layer.getN() / 2),
        shape);
  }

  private int zeroPadding(ZeroPaddingLayer layer) throws UnknownLayerException {
    requireKnown(layer.getDataFormat() == CNN2DFormat.NCHW, "takes channels last");
    int[] padding = layer.getPadding();
    return add(
        new ZeroPadding(padding[0], padding[2]),
        new Shape(
            shape.channels(),
            shape.height() + padding[0] + padding[1],
            shape.width() + padding[2] + padding[3]));
  }

  private int add(Operation operation, Shape result) {
    return graph.add(name, operation, List.of(input), result);
  }

  private int activated(int node, IActivation activation) {
    if (activation.getClass() == ActivationIdentity.class) {
      return node;
    }
    Shape result = graph.shape(node);
    Operation operation = Activations.operation(name, activation, graph.type(name));
    return graph.add(name, operation, List.of(node), result);
  }

  private void requireKnown(boolean known, String trait) throws UnknownLayerException {
    if (!known) {
      throw new UnknownLayerException("'%s' %s".formatted(name, trait));
    }
  }
}
