package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.Batch;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import io.rethink.engine.compiled.program.Arithmetic;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Programs in bfloat16 beside those in float32 of the same network, which the other tests hold
 * against double precision.
 */
abstract class Bfloat16Contract extends PrecisionContract {

  /** The largest relative error of rounding to 8 bits. */
  private static final double ROUNDING = 0x1p-9;

  /** Between the input and the loss and back, each value is rounded about ten times at most. */
  private static final double SMOOTH = 10 * ROUNDING;

  /**
   * Rounding moves values by 2^-9 of their size, so that about this share falls on the other side
   * of a kink, and where f of a gradient's terms are exchanged it moves by sqrt(2 f): by 0.06 for
   * each layer of kinks, of which there are two at most; arrays of few terms by chance half as much
   * again.
   */
  private static final double KINKED = 3 * Math.sqrt(2 * ROUNDING);

  private static final List<String> KINKS = List.of("relu", "maxim", "hinge", "absolute");

  /** Of the gradient of a network of up to three layers of kinks. */
  private static final double SHALLOW = KINKED;

  /**
   * Of the gradient of a network of two dozen layers of kinks: sqrt(24) times 0.06, and half as
   * much again. PyTorch's autocast is off by 0.33 for the small Inception.
   */
  private static final double DEEP = 0.5;

  /** Of the loss in training, over 1 or over the loss: what steps are off by adds up. */
  private static final double LOSS = 8 * ROUNDING;

  private static final InputShape SMALL = new InputShape(3, 16, 16);
  private static final InputShape IMAGE = LayerKindsTest.IMAGE;

  private final ValueType factors;

  /**
   * What holds with the given factors.
   *
   * @param factors what convolutions and dense layers multiply
   */
  Bfloat16Contract(ValueType factors) {
    super(IMAGE);
    this.factors = factors;
  }

  @Override
  CompiledNetwork compile(ComputationGraphConfiguration configuration) throws Exception {
    return compile(configuration, IMAGE);
  }

  CompiledNetwork compile(ComputationGraphConfiguration configuration, InputShape shape)
      throws Exception {
    return compile(configuration, shape, ValueType.BFLOAT16, factors);
  }

  private static CompiledNetwork exact(
      ComputationGraphConfiguration configuration, InputShape shape) throws Exception {
    return compile(configuration, shape, ValueType.FLOAT32, ValueType.FLOAT32);
  }

  private static CompiledNetwork compile(
      ComputationGraphConfiguration configuration,
      InputShape shape,
      ValueType activations,
      ValueType factors)
      throws Exception {
    assumeTrue(Processor.isSupported() && Processor.hasBfloat16(), "the CPU has no bfloat16");
    Arithmetic arithmetic =
        new Arithmetic(ConvolutionAlgorithm.AUTO, activations, factors, Long.MAX_VALUE);
    return CompiledEngine.compile(configuration, shape, 7, arithmetic);
  }

  private static Batch batch(InputShape shape, int size, long seed) {
    return StockReference.batch(shape, Networks.CLASSES, size, seed);
  }

  /** The largest error of a parameter array's gradient, over its norm if that counts. */
  private static double gradientError(CompiledNetwork found, CompiledNetwork expected) {
    double whole = norm(expected.gradient());
    double largest = 0;
    for (ParameterBlock block : expected.parameters().blocks()) {
      INDArray right = block.slice(expected.gradient());
      double error = norm(block.slice(found.gradient()).sub(right));
      largest = Math.max(largest, error / Math.max(norm(right), 0.2 * whole));
    }
    return largest;
  }

  private static double norm(INDArray values) {
    return values.norm2Number().doubleValue();
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
            of(IMAGE, LayerKindsTest.networks()),
            of(IMAGE, LayerKindsTest.networksWhoseGradientStockDl4jGetsWrong()),
            of(IMAGE, StockPartsTest.networks()),
            of(SharedValuesTest.IMAGE, SharedValuesTest.networks()),
            of(SharedValuesTest.VECTOR, SharedValuesTest.networksOfVectors()),
            of(BranchDropoutTest.IMAGE, Stream.of(droppedBranches())))
        .flatMap(networks -> networks);
  }

  private static Arguments droppedBranches() {
    return Arguments.of(Named.of("dropped branches between ReLUs", BranchDropoutTest.dropping()));
  }

  private static Stream<Arguments> of(InputShape shape, Stream<Arguments> networks) {
    return networks
        .map(network -> (Named<?>) network.get()[0])
        .map(named -> Arguments.of(named, named.getName(), shape));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eachKindOfLayerHasTheGradientOfFloat32ButForRounding(
      ComputationGraphConfiguration configuration, String name, InputShape shape) throws Exception {
    boolean kinked = KINKS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains);
    try (CompiledNetwork network = compile(configuration, shape);
        CompiledNetwork exact = exact(configuration, shape)) {
      for (int size : new int[] {6, 1, 5}) {
        Batch batch = batch(shape, size, size);
        double expected = exact.train(batch, 1);
        assertThat(network.train(batch, 1)).isCloseTo(expected, within(SMOOTH * expected));
        assertThat(gradientError(network, exact)).isLessThan(kinked ? KINKED : SMOOTH);

        float[] scores = new float[size * Networks.CLASSES];
        double score = exact.evaluate(batch, scores);
        assertThat(network.evaluate(batch, scores)).isCloseTo(score, within(SMOOTH * score));
      }
    }
  }

  /** With the rate that they train at, and how far their first gradient may be off. */
  static List<Arguments> wholeNetworks() {
    return List.of(
        whole("MLP 1x512", Networks.mlp(512), 0.01, SHALLOW),
        whole("MLP 3x512", Networks.mlp(512, 512, 512), 0.01, SHALLOW),
        whole("small AlexNet", Networks.alexNet(), 0.0001, SHALLOW),
        whole("small Inception", Networks.inception(true, 8), 0.01, DEEP),
        whole("small Inception without normalization", Networks.inception(false, 8), 0.01, DEEP),
        whole("WRN-28-1", Networks.wideResNet(SMALL, 28, 1), 0.01, DEEP));
  }

  private static Arguments whole(
      String name, ComputationGraphConfiguration configuration, double rate, double tolerance) {
    InputShape shape = name.startsWith("WRN") ? SMALL : Networks.CROPPED;
    return Arguments.of(Named.of(name, configuration), shape, rate, tolerance);
  }

  @ParameterizedTest
  @MethodSource("wholeNetworks")
  void lossStaysBesideFloat32OverTwentySteps(
      ComputationGraphConfiguration configuration, InputShape shape, double rate, double tolerance)
      throws Exception {
    try (CompiledNetwork network = compile(configuration, shape);
        CompiledNetwork exact = exact(configuration, shape)) {
      for (int step = 0; step < 20; step++) {
        Batch batch = batch(shape, 8, step % 4);
        double expected = exact.train(batch, 1);
        assertThat(network.train(batch, 1))
            .as("step %d", step)
            .isCloseTo(expected, within(LOSS * Math.max(1, expected)));
        if (step == 0) {
          assertThat(gradientError(network, exact)).isLessThan(tolerance);
        }
        descend(network, rate);
        descend(exact, rate);
      }
    }
  }

  @Override
  ComputationGraphConfiguration network() {
    return Networks.chain(
        IMAGE,
        Networks.convolution(8, 3, 1),
        new BatchNormalization.Builder().build(),
        new ActivationLayer(Activation.RELU),
        Networks.maxPooling(),
        new LocalResponseNormalization.Builder().n(5).build(),
        new DropoutLayer.Builder(0.7).build(),
        new DenseLayer.Builder().nOut(12).activation(Activation.RELU).build());
  }

  @Test
  void dropoutIsThatOfFloat32() throws Exception {
    // 1 / 0.7 has no 8 bits; a rounded mask would shift all values by 0.003.
    ComputationGraphConfiguration configuration =
        Networks.chain(
            IMAGE,
            new DenseLayer.Builder().nOut(40).build(),
            new DropoutLayer.Builder(0.7).build());
    try (CompiledNetwork network = compile(configuration, IMAGE);
        CompiledNetwork exact = exact(configuration, IMAGE)) {
      Batch batch = batch(IMAGE, 20, 1);
      double expected = exact.train(batch, 3);
      assertThat(network.train(batch, 3)).isCloseTo(expected, within(ROUNDING * expected));
      assertThat(gradientError(network, exact)).isLessThan(SMOOTH);
    }
  }
}
