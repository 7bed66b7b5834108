package io.rethink.engine.compiled.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.dnnl.global.dnnl.dnnl_aBcd16b;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.engine.compiled.ir.Operation.LocalResponseNormalization;
import io.rethink.engine.compiled.ir.Window;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Layouts;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN and infinity among the inputs of kernels, beside plain loops in double precision. */
class NonFiniteTest {

  private static final int EXAMPLES = 3;
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;

  static Stream<Arguments> tensors() {
    return Stream.of(dnnl_abcd, dnnl_acdb, dnnl_aBcd16b)
        .flatMap(
            order ->
                Stream.of(ValueType.FLOAT32, ValueType.BFLOAT16)
                    .flatMap(
                        type ->
                            Stream.of(5, 32).map(channels -> Arguments.of(order, type, channels))));
  }

  /**
   * Whole numbers, which 8 bits of precision hold, with one whose square is infinite and some that
   * are not finite.
   */
  private static float[] spoilt(int channels) {
    Random random = new Random(1);
    float[] values = new float[EXAMPLES * channels * HEIGHT * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-8, 9);
    }
    int example = channels * HEIGHT * WIDTH;
    values[0] = Float.NaN;
    values[10] = 0x1p83f;
    Arrays.fill(values, example, example + 3 * WIDTH, Float.NEGATIVE_INFINITY);
    values[example - 1] = Float.NaN;
    values[example + 50] = Float.POSITIVE_INFINITY;
    values[example + HEIGHT * WIDTH + 31] = Float.NEGATIVE_INFINITY;
    return values;
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void theMaximumOfAWindowIsThatOfNumbersOrNan(int order, ValueType type, int channels) {
    Window window = new Window(axis(2, 1, 1, 5), axis(1, 2, 2, 7));
    long[] sides = {EXAMPLES, channels, 5, 7};
    float[] values = spoilt(channels);
    float[] expected = new float[EXAMPLES * channels * 5 * 7];
    for (int plane = 0; plane < EXAMPLES * channels; plane++) {
      for (int row = 0; row < 5; row++) {
        for (int column = 0; column < 7; column++) {
          float largest = Float.NEGATIVE_INFINITY;
          for (int i = 2 * row - 1; i <= 2 * row + 1; i++) {
            for (int j = column - 2; j <= column + 2; j += 2) {
              if (i >= 0 && i < HEIGHT && j >= 0 && j < WIDTH) {
                largest = Math.max(largest, values[(plane * HEIGHT + i) * WIDTH + j]);
              }
            }
          }
          expected[(plane * 5 + row) * 7 + column] = largest;
        }
      }
    }
    for (boolean training : new boolean[] {true, false}) {
      Kernel kernel = PoolingKernel.max(window, sides, training);
      assertThat(result(kernel, order, type, values, channels)).isEqualTo(expected);
    }
  }

  private static Window.Axis axis(int stride, int dilation, int padding, int outputs) {
    return new Window.Axis(3, stride, dilation, padding, padding, outputs);
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void nanAndInfinityReachOnlyTheChannelsOfTheirWindow(int order, ValueType type, int channels) {
    int reach = 2;
    float[] values = spoilt(channels);
    float[] expected = new float[values.length];
    for (int example = 0; example < EXAMPLES; example++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int place = 0; place < HEIGHT * WIDTH; place++) {
          double scale = 1.5;
          for (int i = channel - reach; i <= channel + reach; i++) {
            if (i >= 0 && i < channels) {
              scale += 0.1 * Math.pow(values[at(example, i, channels, place)], 2);
            }
          }
          int at = at(example, channel, channels, place);
          expected[at] = (float) (values[at] / Math.pow(scale, 0.75));
        }
      }
    }
    Kernel kernel =
        new LocalResponseNormalizationKernel(new LocalResponseNormalization(1.5, 0.1, 0.75, reach));
    float[] found = result(kernel, order, type, values, channels);
    assertThat(IntStream.range(0, found.length).filter(i -> Float.isNaN(found[i])))
        .containsExactlyElementsOf(
            IntStream.range(0, found.length)
                .filter(i -> Float.isNaN(expected[i]))
                .boxed()
                .toList());
    double rounding = type == ValueType.FLOAT32 ? 1e-5 : 0x1p-8;
    for (int i = 0; i < found.length; i++) {
      if (!Float.isNaN(expected[i])) {
        assertThat(found[i]).isCloseTo(expected[i], within((float) (8 * rounding)));
      }
    }
  }

  private static int at(int example, int channel, int channels, int place) {
    return (example * channels + channel) * HEIGHT * WIDTH + place;
  }

  private static float[] result(
      Kernel kernel, int order, ValueType type, float[] values, int channels) {
    assumeTrue(type == ValueType.FLOAT32 || Processor.hasAvx512(), "the CPU has no bfloat16");
    Arithmetic arithmetic = new Arithmetic(ConvolutionAlgorithm.AUTO, type, type, Parts.UNLIMITED);
    long[] sides = {EXAMPLES, channels, HEIGHT, WIDTH};
    try (Processor processor = new Processor();
        Arenas arenas = new Arenas();
        Assembly assembly = new Assembly(processor, arithmetic, Purpose.SCORING)) {
      Tensor input = assembly.tensor(Layout.plain(sides));
      assembly.expect(input);
      Tensor laidOut = assembly.in(Layouts.tagged(order, type, sides), input);
      Tensor result = assembly.floats(kernel.forward(assembly, List.of(laidOut)));
      assembly.keep(result);
      try (Program program = assembly.build(arenas)) {
        input.storage().pointer().put(values);
        program.run();
        float[] found = new float[Math.toIntExact(result.layout().length())];
        result.storage().pointer().get(found);
        return found;
      }
    }
  }
}
