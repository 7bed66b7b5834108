package org.example.noise;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Points around class centres: centres and points are normal, and the run's seed decides both. A
 * point is not stored; it is drawn again from its own substream each time it is read.
 */
@Description("Gaussian clusters in a vector space, one a class, drawn from the run's seed.")
public final class GaussianBlobs implements Dataset {

  /** The options. */
  public record Config(
      @Description("Number of classes.") @Default("10") @Min(2) int classes,
      @Description("Number of features.") @Default("32") @Positive int features,
      @Description("Training examples.") @Default("1000") @Positive int train,
      @Description("Test examples.") @Default("500") @Positive int test,
      @Description("Standard deviation of the centres; that of the points is 1.")
          @Default("1.0")
          @PositiveOrZero
          double separation) {}

  private final Config config;
  private final Seeds seeds;
  private final float[][] centres;

  @Inject
  public GaussianBlobs(Config config, Seeds seeds) {
    this.config = config;
    this.seeds = seeds;
    this.centres = new float[config.classes()][config.features()];
    RandomGenerator random = seeds.stream("dataset/gaussian-blobs/centres");
    for (float[] centre : centres) {
      for (int k = 0; k < centre.length; k++) {
        centre[k] = (float) (config.separation() * random.nextGaussian());
      }
    }
  }

  @Override
  public Examples train() {
    return new Blobs("dataset/gaussian-blobs/train", config.train());
  }

  @Override
  public Examples test() {
    return new Blobs("dataset/gaussian-blobs/test", config.test());
  }

  @Override
  public List<String> classNames() {
    return IntStream.range(0, config.classes()).mapToObj(c -> "blob " + c).toList();
  }

  /** Everything follows from the options and the centres. */
  @Override
  public String digest() {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * config.classes() * config.features());
    for (float[] centre : centres) {
      for (float value : centre) {
        bytes.putFloat(value);
      }
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes.array());
      return HexFormat.of().formatHex(sha256.digest(config.toString().getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private final class Blobs implements Examples {

    private final String stream;
    private final int size;

    Blobs(String stream, int size) {
      this.stream = stream;
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public InputShape shape() {
      return InputShape.vector(config.features());
    }

    @Override
    public int classes() {
      return config.classes();
    }

    @Override
    public void read(int index, float[] target, int offset) {
      RandomGenerator random = seeds.stream(stream, index);
      float[] centre = centres[label(index)];
      for (int k = 0; k < centre.length; k++) {
        target[offset + k] = (float) (centre[k] + random.nextGaussian());
      }
    }

    @Override
    public int label(int index) {
      return index % config.classes();
    }
  }
}
