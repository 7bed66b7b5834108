package org.example.noise;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import jakarta.inject.Inject;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.random.RandomGenerator;

/** Adds Gaussian noise to training inputs (Bishop 1995). */
@Description("Adds Gaussian noise to each training input, anew each time.")
public final class InputNoise implements Augmentation {

  /** The options. */
  public record Config(
      @Description("Standard deviation of the noise, on the scale of the values.")
          @Default("0.1")
          @PositiveOrZero
          double deviation) {}

  private final Config config;

  @Inject
  public InputNoise(Config config) {
    this.config = config;
  }

  @Override
  public void augment(float[] source, float[] target, InputShape shape, RandomGenerator random) {
    for (int i = 0; i < source.length; i++) {
      target[i] = (float) (source[i] + config.deviation() * random.nextGaussian());
    }
  }
}
