package io.rethink.data.corruption;

import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.Split;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;

/**
 * Applies to each image, training and test, a random permutation of its own, of all values of all
 * channels; it is the same in every epoch (Zhang et al., 2017, section 2.1).
 */
@Description(
    "Puts the values of every image, train and test, into another order: a random permutation for"
        + " each image.")
public final class RandomPixels implements Corruption {

  /** No options. */
  public record Config() {}

  private final CorruptionStreams streams;

  @Inject
  public RandomPixels(Seeds seeds) {
    this.streams = new CorruptionStreams(seeds, "random-pixels");
  }

  @Override
  public Examples corrupt(Examples examples, Split split) {
    return new ForwardingExamples(examples) {
      @Override
      public void read(int index, float[] target, int offset) {
        super.read(index, target, offset);
        RandomGenerator random = streams.of(split, index);
        for (int i = shape().size() - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          float value = target[offset + i];
          target[offset + i] = target[offset + j];
          target[offset + j] = value;
        }
      }
    };
  }
}
