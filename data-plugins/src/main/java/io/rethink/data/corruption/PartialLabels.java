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
 * Replaces each training label, independently, with a given probability: by a class drawn uniformly
 * (Zhang et al., 2017, section 2.1), or by a wrong class, as later work does. With one seed, the
 * labels replaced at a lower probability are among those replaced at a higher one.
 */
@Description(
    "Replaces each training label, independently, with a given probability; the draw is made once a"
        + " run. Test labels stay true.")
public final class PartialLabels implements Corruption {

  /** The options. */
  public record Config(
      @Description("the probability with which a label is replaced")
          @DecimalMin("0")
          @DecimalMax("1")
          double probability,
      @Description("what a label is replaced by") @Default("uniform") Replacement replacement,
      @Description("whether test labels are replaced too, which makes test accuracy meaningless")
          @Default("false")
          boolean testLabels) {}

  private final LabelNoise noise;

  @Inject
  public PartialLabels(Config config, Seeds seeds) {
    noise =
        new LabelNoise(
            new CorruptionStreams(seeds, "partial-labels"),
            config.probability(),
            config.replacement(),
            config.testLabels());
  }

  @Override
  public Examples corrupt(Examples examples, Split split) {
    return noise.corrupt(examples, split);
  }
}
