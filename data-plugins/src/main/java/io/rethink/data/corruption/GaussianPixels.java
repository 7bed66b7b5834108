package io.rethink.data.corruption;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.Split;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every image, training and test, by independent Gaussian values with the mean and
 * variance of the training data; they are the same in every epoch (Zhang et al., 2017, section
 * 2.1). The values are not clipped, since that would change both moments: unlike those of images,
 * they leave [0, 1] at times.
 */
@Description(
    "Replaces the values of every image, train and test, by Gaussian noise with the mean and variance"
        + " of the training data.")
public final class GaussianPixels implements Corruption {

  /** Which values share a mean and a variance. */
  public enum Statistics {
    @Description("all values of the training data")
    WHOLE,
    @Description("the values of each channel")
    PER_CHANNEL
  }

  /** The options. */
  public record Config(
      @Description("over which values mean and variance are taken") @Default("whole")
          Statistics statistics) {}

  private final Statistics statistics;
  private final CorruptionStreams streams;
  private @Nullable List<Moments> channels;

  @Inject
  public GaussianPixels(Config config, Seeds seeds) {
    this.statistics = config.statistics();
    this.streams = new CorruptionStreams(seeds, "gaussian-pixels");
  }

  @Override
  public Examples corrupt(Examples examples, Split split) {
    if (split == Split.TRAIN) {
      channels = channels(examples);
    }
    if (channels == null) {
      throw new IllegalStateException("the training examples come first");
    }
    return new Gaussian(examples, split, streams, channels);
  }

  private List<Moments> channels(Examples train) {
    List<Moments> each = Moments.ofChannels(train);
    return statistics == Statistics.PER_CHANNEL
        ? each
        : Collections.nCopies(each.size(), Moments.together(each));
  }

  private static final class Gaussian extends ForwardingExamples {
    private final Split split;
    private final CorruptionStreams streams;
    private final List<Moments> channels;

    Gaussian(Examples examples, Split split, CorruptionStreams streams, List<Moments> channels) {
      super(examples);
      this.split = split;
      this.streams = streams;
      this.channels = channels;
    }

    @Override
    public void read(int index, float[] target, int offset) {
      RandomGenerator random = streams.of(split, Objects.checkIndex(index, size()));
      int area = shape().size() / channels.size();
      int at = offset;
      for (Moments channel : channels) {
        double mean = channel.mean();
        double deviation = channel.deviation();
        for (int end = at + area; at < end; at++) {
          target[at] = (float) (mean + deviation * random.nextGaussian());
        }
      }
    }
  }
}
