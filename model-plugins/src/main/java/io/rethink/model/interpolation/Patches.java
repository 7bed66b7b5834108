package io.rethink.model.interpolation;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.FloatPointer;

/**
 * All square patches of an image, by row and column, each brought to mean 0 and about deviation 1.
 *
 * @param size their side
 * @param contrast what is added to a patch's variance, so that even patches are not blown up
 */
record Patches(InputShape shape, int size, double contrast) {

  /** Number of patches along a column of the image. */
  private int rows() {
    return shape.height() - size + 1;
  }

  private int columns() {
    return shape.width() - size + 1;
  }

  /** Number of patches in an image. */
  int count() {
    return rows() * columns();
  }

  /** Number of values in a patch. */
  int length() {
    return shape.channels() * size * size;
  }

  /** The quadrant that a patch is in, from 0; of an odd number, the middle goes to the first. */
  int quadrant(int patch) {
    int below = patch / columns() < (rows() + 1) / 2 ? 0 : 1;
    int right = patch % columns() < (columns() + 1) / 2 ? 0 : 1;
    return 2 * below + right;
  }

  /** Writes all patches of an image, one a row. */
  void write(Examples examples, int index, FloatPointer target) {
    float[] image = new float[shape.size()];
    examples.read(index, image, 0);
    float[] all = new float[count() * length()];
    double[] patch = new double[length()];
    for (int i = 0; i < count(); i++) {
      normalized(image, i, patch);
      for (int j = 0; j < patch.length; j++) {
        all[i * patch.length + j] = (float) patch[j];
      }
    }
    target.put(all, 0, all.length);
  }

  /** Patches at random places of random images. */
  double[][] draw(Examples examples, int number, RandomGenerator random) {
    double[][] drawn = new double[number][length()];
    float[] image = new float[shape.size()];
    for (double[] patch : drawn) {
      examples.read(random.nextInt(examples.size()), image, 0);
      normalized(image, random.nextInt(count()), patch);
    }
    return drawn;
  }

  private void normalized(float[] image, int patch, double[] target) {
    int top = patch / columns();
    int left = patch % columns();
    int at = 0;
    double sum = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = 0; y < size; y++) {
        int from = (channel * shape.height() + top + y) * shape.width() + left;
        for (int x = 0; x < size; x++) {
          target[at] = image[from + x];
          sum += target[at];
          at++;
        }
      }
    }
    double mean = sum / target.length;
    double squares = 0;
    for (double value : target) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / target.length + contrast);
    for (int i = 0; i < target.length; i++) {
      target[i] = deviation == 0 ? 0 : (target[i] - mean) / deviation;
    }
  }
}
