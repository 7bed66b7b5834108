package io.rethink.regularization;

import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Counts the CIFAR images a second that one thread augments. Started by {@code
 * regularizer-plugins/src/bench/augmentations}.
 */
public final class AugmentationBenchmark {

  private static final InputShape SHAPE = new InputShape(3, 32, 32);

  private AugmentationBenchmark() {}

  public static void main(String[] arguments) {
    var dataset = RandomCropTest.dataset(SHAPE);
    Augmentation crop = new RandomCrop(new RandomCrop.Config(4, Border.ZERO), dataset);
    Augmentation flip = new FlipAndRotate(new FlipAndRotate.Config(true, 0, Border.ZERO), dataset);
    Augmentation rotate =
        new FlipAndRotate(new FlipAndRotate.Config(true, 25, Border.ZERO), dataset);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int round = 0; round < 5; round++) {
      System.out.printf(
          Locale.ROOT,
          "crop and flip %,.0f images/s, flip and rotate %,.0f images/s%n",
          rate(random, crop, flip),
          rate(random, rotate));
    }
  }

  private static double rate(RandomGenerator random, Augmentation... augmentations) {
    float[] from = new float[SHAPE.size()];
    float[] to = new float[SHAPE.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = random.nextFloat();
    }
    long start = System.nanoTime();
    int images = 100_000;
    for (int i = 0; i < images; i++) {
      for (Augmentation augmentation : augmentations) {
        augmentation.augment(from, to, SHAPE, random);
        float[] done = to;
        to = from;
        from = done;
      }
    }
    return images / ((System.nanoTime() - start) * 1e-9);
  }
}
