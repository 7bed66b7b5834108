package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_desc_init;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.WinogradBlocks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;

/**
 * Weights as Winograd's algorithm F(4x4, 3x3) multiplies them: each 3x3 kernel {@code g} as the 6x6
 * values {@code G g Gᵀ}. Convolutions in training transform them each time that they run; in parts
 * of a batch that would take as long as the products. oneDNN's own reorder does the same on one
 * value after the other, in ten times the time of this matrix product.
 */
final class WinogradWeights {

  private static final int KERNEL = 3;

  private static final int TILE = 6;

  private static final int TAPS = KERNEL * KERNEL;

  private static final int VALUES = TILE * TILE;

  /** {@code G} for the points that oneDNN has chosen: 0, 5/8, -5/8, 3/2, -3/2 and infinity. */
  private static final double[][] G = transform(0.625, 1.5);

  private WinogradWeights() {}

  /**
   * Records the steps that transform weights.
   *
   * @param weights {@code [out, in, 3, 3]}, row-major
   * @param turned whether for the gradient of the input, which is a convolution as well: from out
   *     to in, by kernels that are rotated by 180 degrees
   * @param layout what the convolution reads
   */
  static Tensor record(
      Assembly assembly, Tensor weights, boolean turned, Layout layout, WinogradBlocks blocks) {
    Tensor taps = recordTaps(assembly, weights, turned, blocks);
    Tensor transformed = assembly.tensor(layout);
    Tensor matrix = assembly.constant(matrix(turned), Layout.plain(VALUES, TAPS));
    long length = blocks.groupLength();
    long groups = blocks.outputGroups();
    Layout from = Layout.strided(new long[] {TAPS, length}, new long[] {groups * length, 1});
    Layout to = Layout.plain(VALUES, length);
    Primitive product = product(assembly, matrix.layout(), from, to);
    List<Call> calls = new ArrayList<>();
    for (long group = 0; group < groups; group++) {
      Storage read = taps.storage().part(group * length * Float.BYTES, from.bytes());
      Storage written = transformed.storage().part(group * to.bytes(), to.bytes());
      calls.add(
          assembly
              .step("transform", product)
              .with(DNNL_ARG_SRC, matrix)
              .with(DNNL_ARG_WEIGHTS, new Tensor(from, read))
              .with(DNNL_ARG_DST, new Tensor(to, written)));
    }
    assembly
        .step("transform", product)
        .with(DNNL_ARG_SRC, matrix)
        .with(DNNL_ARG_WEIGHTS, taps)
        .with(DNNL_ARG_DST, transformed)
        .flops(2 * VALUES * TAPS * groups * length)
        .recordAs(calls);
    return transformed;
  }

  /** The weights, one tap of all kernels after the other, each in the order of the result. */
  private static Tensor recordTaps(
      Assembly assembly, Tensor weights, boolean turned, WinogradBlocks blocks) {
    long perOutput = TAPS * (turned ? 1 : weights.layout().side(1));
    long perInput = TAPS * (turned ? weights.layout().side(1) : 1);
    long[] sides = {
      TAPS,
      blocks.outputGroups(),
      blocks.inputGroups(),
      blocks.outputVectors(),
      blocks.inputVectors(),
      blocks.inputVector(),
      blocks.outputVector()
    };
    long[] strides = {
      1,
      perOutput * blocks.outputVectors() * blocks.outputVector(),
      perInput * blocks.inputVectors() * blocks.inputVector(),
      perOutput * blocks.outputVector(),
      perInput * blocks.inputVector(),
      perInput,
      perOutput
    };
    Tensor rounded = assembly.factor(weights.layout(), weights);
    return assembly.in(Layout.plain(sides), rounded.as(Layout.strided(sides, strides)));
  }

  private static Primitive product(Assembly assembly, Layout matrix, Layout from, Layout to) {
    dnnl_matmul_desc_t description = new dnnl_matmul_desc_t();
    check(
        dnnl_matmul_desc_init(
            description, matrix.descriptor(), from.descriptor(), null, to.descriptor()),
        "describe the transformation of weights");
    return assembly.primitive(description, null);
  }

  /** What takes the taps of a kernel, row by row, to the 6x6 values. */
  private static float[] matrix(boolean turned) {
    float[] matrix = new float[VALUES * TAPS];
    for (int value = 0; value < VALUES; value++) {
      for (int tap = 0; tap < TAPS; tap++) {
        double vertical = G[value / TILE][tap / KERNEL];
        double horizontal = G[value % TILE][tap % KERNEL];
        int read = turned ? TAPS - 1 - tap : tap;
        matrix[value * TAPS + read] = (float) (vertical * horizontal);
      }
    }
    return matrix;
  }

  /**
   * The rows belong to the points: {@code (1, p, p²)} over the product of the differences between
   * {@code p} and the other points.
   */
  private static double[][] transform(double small, double large) {
    double[] points = {0, small, -small, large, -large};
    double[][] rows = new double[TILE][];
    for (int i = 0; i < points.length; i++) {
      double scale = 1;
      for (int j = 0; j < points.length; j++) {
        scale *= i == j ? 1 : points[i] - points[j];
      }
      rows[i] = new double[] {1 / scale, points[i] / scale, points[i] * points[i] / scale};
    }
    rows[TILE - 1] = new double[] {0, 0, 1};
    return rows;
  }
}
