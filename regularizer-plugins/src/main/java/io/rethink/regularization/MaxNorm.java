package io.rethink.regularization;

import io.rethink.api.Description;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import io.rethink.api.regularization.Projection;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * After every step, shortens the incoming weights of each unit to the l2 norm {@code norm} where
 * they are longer (Srebro and Shraibman 2005; Srivastava et al. 2014, section 5.1). The units are
 * the columns of a dense layer's {@code [in, out]} weights and the output channels of a
 * convolution's {@code [out, in, height, width]}: in general, the columns of matrices and the first
 * index of larger arrays. Biases do not count.
 */
@Description("Keeps the l2 norm of each unit's incoming weights below a bound.")
public final class MaxNorm implements Projection {

  /** The options of {@link MaxNorm}. */
  public record Config(
      @Description("The bound of the norm; 3 or 4 are usual.") @Positive double norm,
      @Description("The names of the layers that are bounded; all if left out.") @Nullable @NotEmpty
          List<String> layers) {

    public Config {
      layers = layers == null ? null : List.copyOf(layers);
    }
  }

  private final double norm;
  private final @Nullable List<String> layers;
  private float[] values = {};

  @Inject
  public MaxNorm(Config config) {
    this.norm = config.norm();
    this.layers = config.layers();
  }

  /**
   * Shortens what is too long.
   *
   * @throws io.rethink.api.UserException if a layer is named that the network does not have
   */
  @Override
  public void project(Parameters parameters) {
    FloatBuffer vector = parameters.vector().data().asNioFloat().slice();
    for (ParameterBlock block : LayerNames.chosen(layers, parameters)) {
      if (block.role() == Role.WEIGHT && block.shape().size() > 1) {
        project(block, vector);
      }
    }
  }

  private void project(ParameterBlock block, FloatBuffer vector) {
    int length = Math.toIntExact(block.length());
    boolean isMatrix = block.shape().size() == 2;
    int units = Math.toIntExact(block.shape().get(isMatrix ? 1 : 0));
    int incoming = length / units;
    // Whether a unit's weights lie side by side: its index is the one that runs slowest.
    boolean isContiguous = isMatrix == (block.order() == 'f');
    int step = isContiguous ? 1 : units;
    if (values.length < length) {
      values = new float[length];
    }
    int offset = Math.toIntExact(block.offset());
    vector.get(offset, values, 0, length);
    for (int unit = 0; unit < units; unit++) {
      int start = isContiguous ? unit * incoming : unit;
      double squares = squares(start, step, incoming);
      if (squares > norm * norm) {
        float factor = (float) (norm / Math.sqrt(squares));
        for (int i = 0, at = start; i < incoming; i++, at += step) {
          vector.put(offset + at, values[at] * factor);
        }
      }
    }
  }

  private double squares(int start, int step, int count) {
    // Two sums, so that an addition need not wait for the one before.
    double sum = 0;
    double other = 0;
    int at = start;
    for (int i = 0; i + 1 < count; i += 2, at += 2 * step) {
      sum += (double) values[at] * values[at];
      other += (double) values[at + step] * values[at + step];
    }
    return count % 2 == 0 ? sum + other : sum + other + (double) values[at] * values[at];
  }
}
