package io.rethink.data.corruption;

import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.InputShape;
import io.rethink.api.data.Split;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;

/**
 * Applies one random permutation of all values, of all channels together, to every image, training
 * and test (Zhang et al., 2017, section 2.1).
 */
@Description(
    "Puts the values of every image, train and test, into another order: one random permutation for"
        + " all.")
public final class ShuffledPixels implements Corruption {

  /** No options. */
  public record Config() {}

  private final Seeds seeds;

  @Inject
  public ShuffledPixels(Seeds seeds) {
    this.seeds = seeds;
  }

  @Override
  public Examples corrupt(Examples examples, Split split) {
    RandomGenerator random = new CorruptionStreams(seeds, "shuffled-pixels").ofBothSplits();
    return new Shuffled(examples, permutation(examples.shape(), random));
  }

  private static int[] permutation(InputShape shape, RandomGenerator random) {
    int[] sources = new int[shape.size()];
    for (int i = 0; i < sources.length; i++) {
      int j = random.nextInt(i + 1);
      sources[i] = sources[j];
      sources[j] = i;
    }
    return sources;
  }

  private static final class Shuffled extends ForwardingExamples {
    private final int[] sources;

    Shuffled(Examples examples, int[] sources) {
      super(examples);
      this.sources = sources;
    }

    @Override
    public void read(int index, float[] target, int offset) {
      float[] values = new float[sources.length];
      super.read(index, values, 0);
      for (int i = 0; i < sources.length; i++) {
        target[offset + i] = values[sources[i]];
      }
    }
  }
}
