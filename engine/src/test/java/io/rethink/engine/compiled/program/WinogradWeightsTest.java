package io.rethink.engine.compiled.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import io.rethink.engine.compiled.onednn.WinogradBlocks;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transformed weights, against those that oneDNN's own reorder makes. */
class WinogradWeightsTest {

  private static final int TAPS = 9;

  private static final Arithmetic ARITHMETIC =
      new Arithmetic(
          ConvolutionAlgorithm.WINOGRAD, ValueType.FLOAT32, ValueType.FLOAT32, Parts.UNLIMITED);

  /** One block of all channels; groups of output channels; and of input channels. */
  @ParameterizedTest(name = "{0} to {1} channels, {3} of {2}x{2}")
  @CsvSource({"48, 80, 14, 5", "256, 256, 8, 18", "1024, 32, 7, 3"})
  void transformedWeightsAreThoseOfOneDnn(int inputs, int outputs, int side, int examples) {
    assumeTrue(Processor.hasAvx512());
    float[] weights = weights(outputs * inputs * TAPS);
    try (Processor processor = new Processor();
        Arenas arenas = new Arenas();
        Assembly assembly = new Assembly(processor, ARITHMETIC, Purpose.TRAINING)) {
      Layout layout = layout(assembly, inputs, outputs, side, examples);
      WinogradBlocks blocks = layout.winogradBlocks().orElseThrow();
      Tensor plain = assembly.constant(weights, Layout.plain(outputs, inputs, 3, 3));
      Tensor exchanged =
          assembly.constant(turned(weights, outputs, inputs), Layout.plain(inputs, outputs, 3, 3));
      Tensor expected = assembly.in(layout, plain);
      List<Tensor> found =
          List.of(
              WinogradWeights.record(assembly, plain, false, layout, blocks),
              WinogradWeights.record(assembly, exchanged, true, layout, blocks));
      assembly.keep(expected);
      found.forEach(assembly::keep);
      try (Program program = assembly.build(arenas)) {
        program.run();
        for (Tensor transformed : found) {
          assertThat(farthest(values(transformed), values(expected))).isLessThan(1e-6);
        }
      }
    }
  }

  /** What a convolution reads. */
  private static Layout layout(
      Assembly assembly, long inputs, long outputs, long side, long examples) {
    long[] ones = {1, 1};
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    int status =
        dnnl_dilated_convolution_forward_desc_init(
            description,
            dnnl_forward_inference,
            dnnl_convolution_winograd,
            Layout.any(examples, inputs, side, side).descriptor(),
            Layout.any(outputs, inputs, 3, 3).descriptor(),
            null,
            Layout.any(examples, outputs, side, side).descriptor(),
            ones,
            new long[] {0, 0},
            ones,
            ones);
    assertThat(status).isZero();
    return assembly.primitive(description, null).layout(dnnl_query_weights_md);
  }

  private static float[] weights(int length) {
    Random random = new Random(1);
    float[] weights = new float[length];
    for (int i = 0; i < length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    return weights;
  }

  /** The weights with outputs and inputs exchanged and kernels rotated by 180 degrees. */
  private static float[] turned(float[] weights, int outputs, int inputs) {
    float[] turned = new float[weights.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int tap = 0; tap < TAPS; tap++) {
          turned[(i * outputs + o) * TAPS + TAPS - 1 - tap] =
              weights[(o * inputs + i) * TAPS + tap];
        }
      }
    }
    return turned;
  }

  private static double farthest(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    return IntStream.range(0, found.length)
        .mapToDouble(i -> Math.abs((double) found[i] - expected[i]))
        .max()
        .orElseThrow();
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.storage().bytes() / Float.BYTES)];
    tensor.storage().pointer().get(values);
    return values;
  }
}
