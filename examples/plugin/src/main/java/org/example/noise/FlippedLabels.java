package org.example.noise;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.Split;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Pair-flip noise: a label becomes the next class (Han et al. 2018). */
@Description("Moves each training label, independently, to the next class.")
public final class FlippedLabels implements Corruption {

  /** The options. */
  public record Config(
      @Description("The probability that a label is moved.") @Default("0.2") @Min(0) @Max(1)
          double probability) {}

  private final Config config;
  private final Seeds seeds;

  @Inject
  public FlippedLabels(Config config, Seeds seeds) {
    this.config = config;
    this.seeds = seeds;
  }

  @Override
  public Examples corrupt(Examples examples, Split split) {
    if (split == Split.TEST) {
      return examples;
    }
    return new ForwardingExamples(examples) {
      @Override
      public int label(int index) {
        boolean moved =
            seeds.stream("corruption/flipped-labels", index).nextDouble() < config.probability();
        return moved ? (super.label(index) + 1) % classes() : super.label(index);
      }
    };
  }
}
