package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.Precision;
import io.rethink.engine.compiled.program.StepDescription;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions by the algorithm that is asked for, against stock DL4J in double precision. */
class ConvolutionAlgorithmTest {

  /** Sides that no tile of Winograd's algorithm divides. */
  private static final InputShape IMAGE = new InputShape(5, 13, 11);

  private static final double TOLERANCE = 1e-5;

  private static ComputationGraphConfiguration network(int channels, int size, int stride) {
    return Networks.chain(
        IMAGE,
        convolution(channels, size, stride),
        convolution(2 * channels, size, stride),
        convolution(channels, size, stride));
  }

  /** A square convolution that keeps sides, but for its stride. */
  static ConvolutionLayer convolution(int channels, int size, int stride) {
    return new ConvolutionLayer.Builder(size, size)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(channels)
        .build();
  }

  /** The last column says whether Winograd's algorithm is used where the CPU has AVX-512. */
  @ParameterizedTest(name = "{0}, {1} channels, {2}x{2}, stride {3}")
  @CsvSource({
    "DIRECT, 16, 3, 1, false",
    "AUTO, 16, 3, 1, true",
    "AUTO, 16, 3, 2, false",
    "AUTO, 16, 5, 1, false",
    "AUTO, 10, 3, 1, false",
    "WINOGRAD, 16, 3, 1, true",
    "WINOGRAD, 16, 3, 2, false",
    "WINOGRAD, 10, 3, 1, true",
  })
  void gradientsAreThoseOfStockDl4jInDouble(
      ConvolutionAlgorithm algorithm, int channels, int size, int stride, boolean winograd)
      throws Exception {
    CompiledEngine engine = new CompiledEngine(algorithm, Precision.FLOAT32);
    ComputationGraphConfiguration configuration = network(channels, size, stride);

    Errors errors = Errors.of(engine, configuration, IMAGE, 3, 6, 1, 5);
    assertThat(errors.loss()).isLessThan(TOLERANCE);
    assertThat(errors.gradient()).isLessThan(TOLERANCE);
    try (CompiledNetwork compiled = engine.compile(configuration, IMAGE, 3)) {
      List<String> implementations =
          compiled.explain(6).steps().stream().map(StepDescription::implementation).toList();
      assertThat(implementations.stream().anyMatch(name -> name.contains("wino")))
          .isEqualTo(winograd && Processor.hasAvx512());
    }
  }
}
