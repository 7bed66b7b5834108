package io.rethink.model.interpolation;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One convolutional layer whose filters are whitened patches of training images (Coates and Ng
 * 2012): {@code max(z - t, 0)} and {@code max(-z - t, 0)} for the inner product z of filter and
 * whitened patch, summed over the four quadrants of the image, and brought to mean 0 and deviation
 * 1 over training images.
 *
 * <p>Features are ordered by filter; each has the positive and then the negative part, by quadrant.
 */
final class RandomPatchFeatures implements Features {

  private static final int QUADRANTS = 4;
  private static final int PER_FILTER = 2 * QUADRANTS;
  private static final int IMAGES_AT_A_TIME = 16;

  private final FeatureMap.RandomPatches options;
  private final InputShape shape;
  private final Patches patches;
  private final float[][] filters;
  private final float[] offsets;
  private final float[] means;
  private final float[] deviations;

  RandomPatchFeatures(FeatureMap.RandomPatches options, Examples train, RandomGenerator random) {
    this.options = options;
    this.shape = train.shape();
    if (options.size() > Math.min(shape.height(), shape.width())) {
      throw new UserException(
          "model.features.size is %d, but the images are %s; patches have to fit into them"
              .formatted(options.size(), shape));
    }
    this.patches = new Patches(shape, options.size(), options.contrast());
    Whitening whitening =
        Whitening.of(patches.draw(train, options.whiteningPatches(), random), options.whitening());
    // A filter d of unit length sees the patch p as d . W (p - m): as (W d) . p - (W d) . m.
    this.filters = new float[options.filters()][];
    this.offsets = new float[options.filters()];
    double[][] drawn = patches.draw(train, options.filters(), random);
    for (int i = 0; i < drawn.length; i++) {
      double[] filter = whitening.filter(drawn[i]);
      filters[i] = FittedFunction.single(filter);
      offsets[i] = (float) whitening.offset(filter);
    }
    this.means = new float[columns()];
    this.deviations = new float[columns()];
    Arrays.fill(deviations, 1);
    standardize(train);
  }

  /** Takes mean and deviation of each feature from the first images. */
  private void standardize(Examples train) {
    int count = Math.min(train.size(), options.standardizationImages());
    int range = 64 * PER_FILTER;
    for (int from = 0; from < columns(); from += range) {
      int to = Math.min(from + range, columns());
      float[] values = new float[count * (to - from)];
      try (FloatPointer features = new FloatPointer((long) values.length)) {
        read(train, 0, count, from, to, features);
        features.get(values);
      }
      for (int column = 0; column < to - from; column++) {
        double sum = 0;
        double squares = 0;
        for (int i = column; i < values.length; i += to - from) {
          sum += values[i];
          squares += (double) values[i] * values[i];
        }
        double mean = sum / count;
        double variance = Math.max(0, squares / count - mean * mean);
        means[from + column] = (float) mean;
        deviations[from + column] = variance > 0 ? (float) Math.sqrt(variance) : 1;
      }
    }
  }

  @Override
  public int columns() {
    return filters.length * PER_FILTER;
  }

  @Override
  public int group() {
    return PER_FILTER;
  }

  @Override
  public void read(Examples examples, int first, int count, int from, int to, FloatPointer target) {
    int start = from / PER_FILTER;
    int filterCount = to / PER_FILTER - start;
    int length = patches.length();
    try (FloatPointer all = new FloatPointer((long) IMAGES_AT_A_TIME * patches.count() * length);
        FloatPointer bank = new FloatPointer((long) filterCount * length);
        FloatPointer products =
            new FloatPointer((long) IMAGES_AT_A_TIME * patches.count() * filterCount)) {
      for (int i = 0; i < filterCount; i++) {
        bank.getPointer((long) i * length).put(filters[start + i], 0, length);
      }
      for (int done = 0; done < count; done += IMAGES_AT_A_TIME) {
        int images = Math.min(IMAGES_AT_A_TIME, count - done);
        int image = first + done;
        IntStream.range(0, images)
            .parallel()
            .forEach(
                i ->
                    patches.write(
                        examples, image + i, all.getPointer((long) i * patches.count() * length)));
        Blas.timesTransposed(
            images * patches.count(), filterCount, length, 1, all, bank, 0, products);
        FloatPointer rows = target.getPointer((long) done * (to - from));
        IntStream.range(0, images)
            .parallel()
            .forEach(
                i ->
                    pool(
                        products.getPointer((long) i * patches.count() * filterCount),
                        start,
                        filterCount,
                        rows.getPointer((long) i * (to - from))));
      }
    }
  }

  private void pool(FloatPointer products, int start, int filterCount, FloatPointer target) {
    float[][] above = new float[QUADRANTS][filterCount];
    float[][] below = new float[QUADRANTS][filterCount];
    float[] centers = Arrays.copyOfRange(offsets, start, start + filterCount);
    float[] line = new float[filterCount];
    for (int patch = 0; patch < patches.count(); patch++) {
      int quadrant = patches.quadrant(patch);
      products.getPointer((long) patch * filterCount).get(line);
      addExcess(line, centers, (float) options.threshold(), above[quadrant], below[quadrant]);
    }
    float[] pooled = new float[filterCount * PER_FILTER];
    for (int i = 0; i < pooled.length; i++) {
      int quadrant = i % QUADRANTS;
      float[][] sums = i % PER_FILTER < QUADRANTS ? above : below;
      int column = start * PER_FILTER + i;
      pooled[i] = (sums[quadrant][i / PER_FILTER] - means[column]) / deviations[column];
    }
    target.put(pooled, 0, pooled.length);
  }

  /**
   * Adds by how much values are above the threshold, and below its negative. Twice the positive
   * part of a number is its sum with its absolute value, for which Java uses vectors.
   */
  private static void addExcess(
      float[] values, float[] centers, float threshold, float[] above, float[] below) {
    for (int i = 0; i < values.length; i++) {
      float z = values[i] - centers[i];
      float over = z - threshold;
      float under = -z - threshold;
      above[i] += 0.5f * (over + Math.abs(over));
      below[i] += 0.5f * (under + Math.abs(under));
    }
  }
}
