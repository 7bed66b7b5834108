package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Networks of which DL4J computes a part, against stock DL4J in double precision as a whole. */
class StockPartsTest {

  static final InputShape IMAGE = new InputShape(5, 9, 7);

  /** A dense layer as a plugin's author may write it. */
  static final class Plain extends SameDiffLayer {

    private static final long serialVersionUID = 1L;
    private static final int UNITS = 7;

    private long inputs;

    @Override
    public SDVariable defineLayer(
        SameDiff graph, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
      return graph.math().tanh(input.mmul(parameters.get("W")).add(parameters.get("b")));
    }

    @Override
    public void defineParameters(SDLayerParams parameters) {
      parameters.addWeightParam("W", inputs, UNITS);
      parameters.addBiasParam("b", 1, UNITS);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> parameters) {
      initWeights((int) inputs, UNITS, WeightInit.XAVIER, parameters.get("W"));
      Objects.requireNonNull(parameters.get("b")).assign(0.1);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
      return InputType.feedForward(UNITS);
    }

    @Override
    public void setNIn(InputType input, boolean override) {
      inputs = input.arrayElementsPerExample();
    }
  }

  /** A weighted sum of two images, channel by channel, as a plugin's author may write it. */
  static final class Weighted extends SameDiffVertex {

    private static final long serialVersionUID = 1L;
    private static final int CHANNELS = 6;

    @Override
    public SDVariable defineVertex(
        SameDiff graph,
        Map<String, SDVariable> inputs,
        Map<String, SDVariable> parameters,
        @Nullable Map<String, SDVariable> masks) {
      SDVariable one = Objects.requireNonNull(inputs.get("one"));
      SDVariable other = Objects.requireNonNull(inputs.get("other"));
      return one.mul(parameters.get("w")).add(other).add(parameters.get("b"));
    }

    @Override
    public void defineParametersAndInputs(SDVertexParams parameters) {
      parameters.defineInputs("one", "other");
      parameters.addWeightParam("w", 1, CHANNELS, 1, 1);
      parameters.addBiasParam("b", 1, CHANNELS, 1, 1);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> parameters) {
      Objects.requireNonNull(parameters.get("w")).assign(0.5);
      Objects.requireNonNull(parameters.get("b")).assign(0.1);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
      return inputs[0];
    }

    @Override
    public GraphVertex clone() {
      return new Weighted();
    }
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        named(
            "PReLU", chain(dense(), new PReLULayer.Builder().nIn(8).nOut(8).inputShape(8).build())),
        named("layer normalization", chain(normalizedDense(), dense())),
        named("an activation after a convolution", chain(cubed(), convolution(6))),
        named("softmax of images", chain(softmax(), convolution(6))),
        named("pooling by p-norm", chain(convolution(8), pooledByNorm())),
        named("upsampling", chain(convolution(4), new Upsampling2D.Builder(2).build())),
        named("a SameDiff layer", chain(dense(), new Plain())),
        named("a SameDiff vertex", twoPaths(new Weighted())),
        named("maximum", twoPaths(new ElementWiseVertex(ElementWiseVertex.Op.Max))),
        named("shift", twoPaths(new ElementWiseVertex(ElementWiseVertex.Op.Add), true)),
        named(
            "at the input",
            chain(new PReLULayer.Builder().inputShape(5, 9, 7).nIn(5).nOut(5).build(), dense())),
        named("a frozen layer at the input", chain(new FrozenLayer(dense()), dense())),
        named("absolute error", withLoss(new LossMAE(), Activation.TANH)),
        named("cross-entropy of sigmoids", withLoss(new LossBinaryXENT(), Activation.SIGMOID)),
        named(
            "weighted cross-entropy",
            withLoss(new LossMCXENT(Nd4j.linspace(1, 2, Networks.CLASSES)), Activation.SOFTMAX)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossScoresAndGradientAreThoseOfStockDl4jInDouble(ComputationGraphConfiguration configuration)
      throws Exception {
    try (CompiledNetwork network = new CompiledEngine().compile(configuration, IMAGE, 3);
        Network stock = new Dl4jEngine().build(configuration, IMAGE, 3);
        StockReference reference = new StockReference(configuration, IMAGE, Networks.CLASSES)) {
      for (int size : new int[] {6, 1, 5}) {
        Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, size, size);
        double expected = reference.train(network, batch);
        assertThat(network.train(batch, 1) / expected).isCloseTo(1, within(Errors.TOLERANCE));
        assertThat(reference.gradientError(network)).isLessThan(Errors.TOLERANCE);

        float[] scores = new float[size * Networks.CLASSES];
        float[] stockScores = new float[size * Networks.CLASSES];
        double loss = network.evaluate(batch, scores);
        assertThat(loss / stock.evaluate(batch, stockScores))
            .isCloseTo(1, within(Errors.TOLERANCE));
        assertThat(scores).containsExactly(stockScores, within(1e-4f));
      }
    }
  }

  @Test
  void noiseDependsOnTheSeedOfThePass() throws Exception {
    DropoutLayer noise = new DropoutLayer.Builder(new GaussianNoise(0.5)).build();
    try (CompiledNetwork network = new CompiledEngine().compile(chain(dense(), noise), IMAGE, 3)) {
      Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 6, 1);
      double loss = network.train(batch, 1);
      assertThat(network.train(batch, 2)).isNotEqualTo(loss);
      assertThat(network.train(batch, 1)).isEqualTo(loss);
    }
  }

  @Test
  void runningStatisticsOfAPartThatDl4jComputesMove() throws Exception {
    BatchNormalization normalization = new BatchNormalization.Builder().build();
    normalization.setIDropout(new GaussianNoise(1e-9));
    try (CompiledNetwork network =
            new CompiledEngine().compile(chain(convolution(8), normalization), IMAGE, 3);
        Network stock = new Dl4jEngine().build(chain(convolution(8), normalization), IMAGE, 3)) {
      Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 6, 1);
      network.train(batch, 1);
      stock.train(batch, 1);
      network
          .parameters()
          .blocks(Role.STATISTIC)
          .forEach(
              block -> {
                assertThat(block.slice(network.parameters().vector()).toFloatVector())
                    .containsExactly(
                        block.slice(stock.parameters().vector()).toFloatVector(), within(1e-5f));
                assertThat(block.slice(network.gradient()).toFloatVector()).containsOnly(0);
              });
    }
  }

  private static Arguments named(String name, ComputationGraphConfiguration configuration) {
    return Arguments.of(Named.of(name, configuration));
  }

  private static ComputationGraphConfiguration chain(Layer... layers) {
    return Networks.chain(IMAGE, layers);
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(8).activation(Activation.IDENTITY).build();
  }

  private static DenseLayer normalizedDense() {
    return new DenseLayer.Builder().nOut(8).hasLayerNorm(true).activation(Activation.TANH).build();
  }

  private static ConvolutionLayer convolution(int outputs) {
    return new ConvolutionLayer.Builder(3, 3).nOut(outputs).build();
  }

  private static ConvolutionLayer cubed() {
    return new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.SOFTSIGN).build();
  }

  private static ConvolutionLayer softmax() {
    return new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.SOFTMAX).build();
  }

  private static SubsamplingLayer pooledByNorm() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM)
        .pnorm(2)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static ComputationGraphConfiguration twoPaths(GraphVertex vertex) {
    return twoPaths(vertex, false);
  }

  private static ComputationGraphConfiguration twoPaths(GraphVertex vertex, boolean shifted) {
    var builder =
        Networks.builder(IMAGE)
            .addLayer("stem", convolution(8), "input")
            .addLayer("one", convolution(6), "stem")
            .addLayer("other", convolution(6), "stem")
            .addVertex("joined", vertex, "one", "other");
    if (shifted) {
      builder.addVertex("shifted", new ShiftVertex(0.5), "joined");
    }
    return builder.addLayer("output", Networks.output(), shifted ? "shifted" : "joined").build();
  }

  private static ComputationGraphConfiguration withLoss(ILossFunction loss, Activation activation) {
    return Networks.builder(IMAGE)
        .addLayer("dense", dense(), "input")
        .addLayer(
            "output",
            new OutputLayer.Builder(loss).activation(activation).nOut(Networks.CLASSES).build(),
            "dense")
        .build();
  }
}
