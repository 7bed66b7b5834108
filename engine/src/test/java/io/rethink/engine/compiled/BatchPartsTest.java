package io.rethink.engine.compiled;

import static io.rethink.engine.compiled.ConvolutionAlgorithmTest.convolution;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import io.rethink.engine.compiled.program.Arithmetic;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.StepDescription;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions that take a batch in parts. */
class BatchPartsTest {

  private static final InputShape IMAGE = new InputShape(3, 32, 32);

  /** Of the tiles of three examples with 32 channels of 32x32 before and after a convolution. */
  private static final long PART_BYTES = 2_000_000;

  private static final double TOLERANCE = 1e-5;

  private static final ComputationGraphConfiguration NETWORK =
      Networks.chain(IMAGE, convolution(32, 3, 1), convolution(32, 3, 1), convolution(16, 5, 2));

  /** Whose parts are two examples. */
  private static final ComputationGraphConfiguration WIDER =
      Networks.chain(IMAGE, convolution(48, 3, 1), convolution(80, 3, 1), convolution(48, 3, 1));

  /** Whose gradient of the input has wider padding than Winograd's algorithm takes. */
  private static final ComputationGraphConfiguration WITHOUT_PADDING =
      Networks.chain(
          IMAGE,
          convolution(32, 3, 1),
          new ConvolutionLayer.Builder(3, 3)
              .convolutionMode(ConvolutionMode.Truncate)
              .nOut(32)
              .build());

  private static final ComputationGraphConfiguration NORMALIZED =
      Networks.chain(IMAGE, convolution(32, 3, 1), convolution(32, 3, 1), new BatchNormalization());

  private static CompiledNetwork compile(
      ComputationGraphConfiguration configuration, long partBytes) throws Exception {
    Arithmetic arithmetic =
        new Arithmetic(ConvolutionAlgorithm.AUTO, ValueType.FLOAT32, ValueType.FLOAT32, partBytes);
    return CompiledEngine.compile(configuration, IMAGE, 3, arithmetic);
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("one width", NETWORK),
        Arguments.of("wider", WIDER),
        Arguments.of("without padding", WITHOUT_PADDING));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void gradientsAreThoseOfStockDl4jInDouble(
      String name, ComputationGraphConfiguration configuration) throws Exception {
    try (CompiledNetwork network = compile(configuration, PART_BYTES)) {
      Errors errors = Errors.of(network, configuration, IMAGE, 8, 18, 11);
      assertThat(errors.loss()).isLessThan(TOLERANCE);
      assertThat(errors.gradient()).isLessThan(TOLERANCE);
    }
  }

  @ParameterizedTest(name = "{0} examples")
  @ValueSource(ints = {8, 18})
  void scoresAreThoseOfTheWholeBatch(int size) throws Exception {
    Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, size, 1);
    float[] expected = new float[size * Networks.CLASSES];
    float[] found = new float[size * Networks.CLASSES];
    try (CompiledNetwork whole = compile(NORMALIZED, Long.MAX_VALUE);
        CompiledNetwork inParts = compile(NORMALIZED, PART_BYTES)) {
      whole.evaluate(batch, expected);
      inParts.evaluate(batch, found);
    }
    assertThat(found).containsExactly(expected, within(1e-5f));
  }

  @Test
  void convolutionsOfLargeImagesTakeTheLargestPartsThatFit() throws Exception {
    try (CompiledNetwork network = compile(NETWORK, PART_BYTES)) {
      assertThat(operationsInParts(network, 8))
          .containsExactly(
              "convolution in 3 parts",
              "convolution backward weights in 3 parts",
              "convolution backward data in 3 parts");
      assertThat(operationsInParts(network, 18))
          .containsExactly(
              "convolution in 6 parts",
              "convolution in 2 parts",
              "convolution backward weights in 6 parts",
              "convolution backward data in 6 parts");
      assertThat(operationsInParts(network, 3)).isEmpty();
    }
  }

  @Test
  void weightsAreTransformedOnceForAllParts() throws Exception {
    assumeTrue(Processor.hasAvx512());
    try (CompiledNetwork network = compile(NETWORK, PART_BYTES)) {
      assertThat(network.explain(9).steps())
          .filteredOn(step -> step.operation().equals("transform"))
          .hasSize(2);
    }
  }

  private static List<String> operationsInParts(CompiledNetwork network, int size)
      throws Exception {
    return network.explain(size).steps().stream()
        .map(StepDescription::operation)
        .filter(operation -> operation.endsWith(" parts"))
        .toList();
  }
}
