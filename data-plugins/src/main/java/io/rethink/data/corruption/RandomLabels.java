package io.rethink.data.corruption;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.Split;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/**
 * Replaces each training label, independently, by a class drawn uniformly, which may be the true
 * one; the labels stay the same in every epoch (Zhang et al., 2017, section 2.1).
 */
@Description(
    "Replaces each training label, independently, by a class drawn uniformly; the draw is made once"
        + " a run. Test labels stay true.")
public final class RandomLabels implements Corruption {

  /** The options. */
  public record Config(
      @Description("the probability with which a label is replaced")
          @Default("1.0")
          @DecimalMin("0")
          @DecimalMax("1")
          double probability,
      @Description("whether test labels are replaced too, which makes test accuracy meaningless")
          @Default("false")
          boolean testLabels) {}

  private final LabelNoise noise;

  @Inject
  public RandomLabels(Config config, Seeds seeds) {
    noise =
        new LabelNoise(
            new CorruptionStreams(seeds, "random-labels"),
            config.probability(),
            Replacement.UNIFORM,
            config.testLabels());
  }

  @Override
  public Examples corrupt(Examples examples, Split split) {
    return noise.corrupt(examples, split);
  }
}
