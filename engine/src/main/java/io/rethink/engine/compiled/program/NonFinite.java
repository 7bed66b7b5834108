package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_v2_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_pooling_v2_desc_t;

/**
 * Puts right what oneDNN's fast kernels make of NaN and infinity. The means of an image's channels
 * tell where such values are, so that all others cost no more than one reading of the image.
 */
final class NonFinite {

  private static final long[] UNIT = {1, 1};
  private static final long[] ZERO = {0, 0};

  private NonFinite() {}

  /** Writes the part of a result that depends on what is not finite. */
  interface Repair {

    /**
     * Writes what an example's channels lead to.
     *
     * @param channels that may hold NaN or infinity: those whose sum is not finite
     */
    void write(int example, int[] channels);
  }

  /**
   * Records the steps behind a kernel.
   *
   * @param watched images, row-major or in blocks of channels
   * @param used what is read and written where some of them is not finite
   */
  static void record(Assembly assembly, Tensor watched, List<Tensor> used, Repair repair) {
    Tensor means = assembly.floats(means(assembly, watched));
    int examples = Math.toIntExact(watched.layout().side(0));
    int channels = Math.toIntExact(watched.layout().side(1));
    float[] values = new float[examples * channels];
    List<Tensor> tensors = new ArrayList<>(used);
    tensors.add(means);
    assembly.routine(
        "NaN and infinity",
        tensors,
        () -> {
          means.storage().pointer().get(values);
          if (areFinite(values)) {
            return;
          }
          for (int i = 0; i < examples; i++) {
            int start = i * channels;
            int[] affected =
                IntStream.range(0, channels)
                    .filter(channel -> !Float.isFinite(values[start + channel]))
                    .toArray();
            if (affected.length > 0) {
              repair.write(i, affected);
            }
          }
        });
  }

  /** Whether no value is NaN or infinite. */
  static boolean areFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static Tensor means(Assembly assembly, Tensor images) {
    Layout layout = images.layout();
    dnnl_pooling_v2_desc_t description = new dnnl_pooling_v2_desc_t();
    check(
        dnnl_pooling_v2_forward_desc_init(
            description,
            dnnl_forward_inference,
            dnnl_pooling_avg_exclude_padding,
            layout.descriptor(),
            Layout.any(layout.type(), layout.side(0), layout.side(1), 1, 1).descriptor(),
            UNIT,
            new long[] {layout.side(2), layout.side(3)},
            ZERO,
            ZERO,
            ZERO),
        "describe the means of channels");
    Primitive primitive = assembly.primitive(description, null);
    Tensor means = assembly.tensor(primitive.layout(dnnl_query_dst_md));
    assembly.step("means", primitive).with(DNNL_ARG_SRC, images).with(DNNL_ARG_DST, means).record();
    return means;
  }
}
