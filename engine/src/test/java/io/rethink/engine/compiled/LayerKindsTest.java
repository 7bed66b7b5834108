package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Each kind of layer between trained layers, against stock DL4J in double precision. */
class LayerKindsTest {

  /** Odd sides, and channels that are no multiple of a vector. */
  static final InputShape IMAGE = new InputShape(5, 9, 7);

  static Stream<Arguments> networks() {
    return Stream.of(
        named("dense with sigmoid", chain(dense(Activation.SIGMOID))),
        named("dense with tanh", chain(dense(Activation.TANH))),
        named("dense with ReLU", chain(dense(Activation.RELU))),
        named("dense with softmax", chain(dense(Activation.SOFTMAX))),
        named("dense without bias", chain(withoutBias())),
        named("leaky ReLU", chain(dense(), activation(new ActivationLReLU(0.1)))),
        named("GELU", chain(dense(), activation(new ActivationGELU(false)))),
        named("swish", chain(dense(), new ActivationLayer(Activation.SWISH))),
        named("convolution 3x3", chain(convolution(7, 3, 1, 1), convolution(6, 3, 1, 1))),
        named(
            "convolution of full vectors",
            chain(convolution(16, 3, 1, 1), convolution(32, 3, 1, 1))),
        named("convolution 1x1", chain(convolution(9, 1, 1, 1), convolution(6, 1, 1, 1))),
        named("convolution 5x5, stride 2", chain(convolution(8, 5, 2, 1), convolution(6, 5, 2, 1))),
        named("convolution, dilation 2", chain(convolution(8, 3, 1, 2), convolution(6, 3, 1, 2))),
        named("convolution with padding", chain(padded(8), padded(16))),
        named("convolution with ReLU", chain(relu(8), relu(5))),
        named("convolution, unequal strides", chain(strided(6, 2, 1), strided(5, 1, 3))),
        named("depthwise convolution", chain(depthwise(1), depthwise(3))),
        named(
            "depthwise convolution of full vectors", chain(convolution(16, 3, 1, 1), depthwise(1))),
        named("separable convolution", chain(separable(1), separable(2))),
        named("batch normalization", chain(convolution(8, 3, 1, 1), normalization(false))),
        named(
            "batch normalization, odd channels",
            chain(convolution(7, 3, 1, 1), normalization(false))),
        named("batch normalization, locked", chain(convolution(8, 3, 1, 1), normalization(true))),
        named(
            "batch normalization with ReLU",
            chain(
                convolution(8, 3, 1, 1),
                normalization(false),
                new ActivationLayer(Activation.RELU))),
        named(
            "batch normalization with ReLU behind pooling",
            chain(
                convolution(8, 3, 1, 1),
                pooling(false, ConvolutionMode.Same),
                normalization(false),
                new ActivationLayer(Activation.RELU))),
        named("batch normalization, constants", chain(convolution(6, 3, 1, 1), constants())),
        named("batch normalization of vectors", chain(dense(), normalization(false))),
        named(
            "maximum pooling", chain(convolution(8, 3, 1, 1), pooling(true, ConvolutionMode.Same))),
        named(
            "maximum pooling, truncated",
            chain(convolution(5, 3, 1, 1), pooling(true, ConvolutionMode.Truncate))),
        named(
            "average pooling",
            chain(convolution(8, 3, 1, 1), pooling(false, ConvolutionMode.Same))),
        named(
            "average pooling, truncated",
            chain(convolution(5, 3, 1, 1), pooling(false, ConvolutionMode.Truncate))),
        named(
            "average pooling that counts padding",
            chain(convolution(8, 3, 1, 1), countingPadding())),
        named(
            "global average",
            chain(convolution(7, 3, 1, 1), new GlobalPoolingLayer(PoolingType.AVG))),
        named(
            "global maximum",
            chain(convolution(8, 3, 1, 1), new GlobalPoolingLayer(PoolingType.MAX))),
        named(
            "zero padding", chain(convolution(8, 3, 1, 1), zeroPadding(), convolution(5, 3, 1, 1))),
        named("merge", twoPaths(new MergeVertex(), 8, 16)),
        named("merge of odd channels", twoPaths(new MergeVertex(), 5, 6)),
        named("sum", twoPaths(new ElementWiseVertex(ElementWiseVertex.Op.Add), 8, 8)),
        named("difference", twoPaths(new ElementWiseVertex(ElementWiseVertex.Op.Subtract), 8, 8)),
        named("average", twoPaths(new ElementWiseVertex(ElementWiseVertex.Op.Average), 7, 7)),
        named("product", twoPaths(new ElementWiseVertex(ElementWiseVertex.Op.Product), 8, 8)),
        named("scale", scaled()),
        named("squared error", withLoss(LossFunction.MSE)),
        named("squared error, summed", withLoss(LossFunction.L2)),
        named("hinge", withLoss(LossFunction.HINGE)),
        named("cross-entropy to smoothed labels", withSmoothedLabels(0.1)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossAndGradientAreThoseOfStockDl4jInDouble(ComputationGraphConfiguration configuration)
      throws Exception {
    Errors errors = Errors.of(configuration, IMAGE, 3, 6, 1, 5);
    assertThat(errors.loss()).isLessThan(Errors.TOLERANCE);
    assertThat(errors.gradient()).isLessThan(Errors.TOLERANCE);
  }

  static Stream<Arguments> networksWhoseGradientStockDl4jGetsWrong() {
    return Stream.of(
        named("ELU", chain(dense(), activation(new ActivationELU(0.7)))),
        named(
            "LRN of 9",
            chain(convolution(16, 3, 1, 1), responseNormalization(9, 1, 0.001 / 9, 0.75))),
        named(
            "strong LRN of 5",
            chain(convolution(12, 3, 1, 1), responseNormalization(5, 2, 0.1, 0.75))),
        named(
            "LRN of beta 0.5",
            chain(convolution(7, 3, 1, 1), responseNormalization(3, 1, 0.2, 0.5))));
  }

  /**
   * DL4J's ELU goes back as if its scale were 1, and its LRN divides by the scale of the channel
   * that a gradient goes to where it should be that of the channel it comes from. Both compute the
   * right values on the way forward.
   */
  @ParameterizedTest
  @MethodSource("networksWhoseGradientStockDl4jGetsWrong")
  void gradientIsTheSlopeOfStockDl4jsLossInDouble(ComputationGraphConfiguration configuration)
      throws Exception {
    Errors errors = Errors.bySlope(configuration, IMAGE, 3, 5);
    assertThat(errors.loss()).isLessThan(Errors.TOLERANCE);
    assertThat(errors.gradient()).isLessThan(Errors.TOLERANCE);
  }

  private static Arguments named(String name, ComputationGraphConfiguration configuration) {
    return Arguments.of(Named.of(name, configuration));
  }

  private static ComputationGraphConfiguration chain(Layer... layers) {
    return Networks.chain(IMAGE, layers);
  }

  private static DenseLayer dense(Activation activation) {
    return new DenseLayer.Builder().nOut(13).activation(activation).build();
  }

  private static DenseLayer dense() {
    return dense(Activation.IDENTITY);
  }

  private static DenseLayer withoutBias() {
    return new DenseLayer.Builder().nOut(13).hasBias(false).build();
  }

  private static ActivationLayer activation(IActivation activation) {
    return new ActivationLayer(activation);
  }

  private static ConvolutionLayer convolution(int outputs, int kernel, int stride, int dilation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .dilation(dilation, dilation)
        .nOut(outputs)
        .build();
  }

  private static DepthwiseConvolution2D depthwise(int multiplier) {
    return new DepthwiseConvolution2D.Builder(3, 3)
        .depthMultiplier(multiplier)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static SeparableConvolution2D separable(int multiplier) {
    return new SeparableConvolution2D.Builder(3, 3)
        .depthMultiplier(multiplier)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(6)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static ConvolutionLayer padded(int outputs) {
    return new ConvolutionLayer.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Truncate)
        .padding(2, 1)
        .stride(2, 2)
        .nOut(outputs)
        .build();
  }

  private static ConvolutionLayer strided(int outputs, int down, int across) {
    return new ConvolutionLayer.Builder(3, 3).stride(down, across).nOut(outputs).build();
  }

  private static ConvolutionLayer relu(int outputs) {
    return new ConvolutionLayer.Builder(3, 3).nOut(outputs).activation(Activation.RELU).build();
  }

  private static BatchNormalization normalization(boolean locked) {
    return new BatchNormalization.Builder().lockGammaBeta(locked).build();
  }

  private static BatchNormalization constants() {
    return new BatchNormalization.Builder(0.6, -0.2, true).build();
  }

  private static SubsamplingLayer pooling(boolean max, ConvolutionMode mode) {
    return new SubsamplingLayer.Builder(
            max ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG)
        .kernelSize(3, 3)
        .stride(2, 2)
        .convolutionMode(mode)
        .build();
  }

  private static SubsamplingLayer countingPadding() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
        .kernelSize(3, 3)
        .stride(2, 1)
        .padding(1, 1)
        .convolutionMode(ConvolutionMode.Truncate)
        .avgPoolIncludePadInDivisor(true)
        .build();
  }

  private static LocalResponseNormalization responseNormalization(
      int window, double k, double alpha, double beta) {
    return new LocalResponseNormalization.Builder().n(window).k(k).alpha(alpha).beta(beta).build();
  }

  private static ZeroPaddingLayer zeroPadding() {
    return new ZeroPaddingLayer.Builder(1, 2, 0, 3).build();
  }

  private static ComputationGraphConfiguration twoPaths(
      org.deeplearning4j.nn.conf.graph.GraphVertex vertex, int one, int other) {
    return Networks.builder(IMAGE)
        .addLayer("stem", convolution(8, 3, 1, 1), "input")
        .addLayer("one", convolution(one, 1, 1, 1), "stem")
        .addLayer("other", convolution(other, 3, 1, 1), "stem")
        .addVertex("joined", vertex, "one", "other")
        .addLayer("output", Networks.output(), "joined")
        .build();
  }

  private static ComputationGraphConfiguration scaled() {
    return Networks.builder(IMAGE)
        .addLayer("stem", convolution(8, 3, 1, 1), "input")
        .addVertex("scaled", new ScaleVertex(0.3), "stem")
        .addVertex("joined", new ElementWiseVertex(ElementWiseVertex.Op.Add), "scaled", "stem")
        .addLayer("output", Networks.output(), "joined")
        .build();
  }

  private static ComputationGraphConfiguration withLoss(LossFunction loss) {
    return withOutput(new OutputLayer.Builder(loss).activation(Activation.IDENTITY));
  }

  private static ComputationGraphConfiguration withSmoothedLabels(double amount) {
    return withOutput(
        new OutputLayer.Builder(new SmoothedLabels(amount)).activation(Activation.SOFTMAX));
  }

  private static ComputationGraphConfiguration withOutput(OutputLayer.Builder output) {
    return Networks.builder(IMAGE)
        .addLayer("dense", dense(Activation.TANH), "input")
        .addLayer("output", output.nOut(Networks.CLASSES).build(), "dense")
        .build();
  }
}
