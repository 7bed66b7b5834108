package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.InputShape;
import io.rethink.runner.config.Standardization;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewsOfExamplesTest {

  @Test
  void standardizationIsTensorFlowsPerImage() {
    float[] values = {9, 0, 0.25f, 0.5f, 1, 0.75f, 0.1f, 9};
    Standardized.apply(Standardization.PER_IMAGE, values, 1, 6);
    // Python: (x - mean) / max(std, 1 / sqrt(6)); the deviation 0.352 is below 1 / sqrt(6) = 0.408
    double[] expected = {
      -1.0614455552060438,
      -0.4490731195102493,
      0.16329931618554513,
      1.388044187577134,
      0.7756717518813396,
      -0.816496580927726
    };
    for (int i = 0; i < 6; i++) {
      assertThat((double) values[i + 1]).isCloseTo(expected[i], within(1e-6));
    }
    assertThat(values[0]).isEqualTo(9);
    assertThat(values[7]).isEqualTo(9);
  }

  /** Bright with little contrast, where a variance by squares would lose digits; an odd length. */
  @Test
  void aLargeImageIsStandardizedAsInDoublePrecision() {
    int length = 28 * 28 * 3 + 3;
    float[] values = new float[length + 2];
    Random random = new Random(1);
    double sum = 0;
    for (int i = 1; i <= length; i++) {
      values[i] = (float) (0.95 + 0.03 * random.nextDouble());
      sum += values[i];
    }
    double mean = sum / length;
    double squares = 0;
    for (int i = 1; i <= length; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double scale = 1 / Math.max(Math.sqrt(squares / length), 1 / Math.sqrt(length));
    float[] given = values.clone();
    Standardized.apply(Standardization.PER_IMAGE, values, 1, length);
    for (int i = 1; i <= length; i++) {
      assertThat((double) values[i]).isCloseTo((given[i] - mean) * scale, within(1e-5));
    }
    assertThat(values[0]).isZero();
    assertThat(values[length + 1]).isZero();
  }

  @Test
  void aConstantImageBecomesZero() {
    for (int length : new int[] {4, 300}) {
      float[] values = new float[length];
      Arrays.fill(values, 0.3f);
      Standardized.apply(Standardization.PER_IMAGE, values, 0, length);
      assertThat(values).containsOnly(new float[length], within(1e-6f));
    }
  }

  @Test
  void theCropIsTheCentreOfEachChannel() {
    InputShape shape = new InputShape(2, 5, 4);
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    Examples cropped =
        new CenterCrop(new ArrayExamples(shape, 2, new float[][] {image}, new int[1]), 2);
    float[] target = new float[9];
    cropped.read(0, target, 1);
    assertThat(cropped.shape()).isEqualTo(new InputShape(2, 2, 2));
    // Rows 1 and 2 of 5, columns 1 and 2 of 4; the second channel starts at 20.
    assertThat(target).containsExactly(0, 5, 6, 9, 10, 25, 26, 29, 30);
  }

  @Test
  void aCropLargerThanTheImageIsRefused() {
    assertThatThrownBy(() -> new CenterCrop(ArrayExamples.separable(1, 3, 1), 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("dataset.crop is 2, but the images are only 1 high and 1 wide");
  }

  @Test
  void onlyTheFirstExamplesAreKept() {
    Examples all = ArrayExamples.separable(10, 3, 1);
    Examples first = new FirstExamples(all, 4);
    assertThat(first.size()).isEqualTo(4);
    assertThat(first.label(3)).isEqualTo(all.label(3));
    assertThatThrownBy(() -> first.label(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new FirstExamples(all, 11))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there are only 10 training examples");
  }

  @Test
  void rememberedExamplesAreReadOnceAndAreTheSame() {
    ArrayExamples examples = ArrayExamples.separable(10, 3, 1);
    int length = examples.shape().size();
    int[] reads = new int[10];
    Examples counted =
        new ForwardingExamples(examples) {
          @Override
          public void read(int index, float[] target, int offset) {
            reads[index]++;
            super.read(index, target, offset);
          }
        };
    Task task = new Task(counted, counted, Standardization.PER_IMAGE);
    Task remembering = task.remembering(2L * 10 * length * Float.BYTES);
    float[] expected = new float[length];
    new Standardized(examples, Standardization.PER_IMAGE).read(7, expected, 0);
    float[] found = new float[length + 2];
    for (int i = 0; i < 3; i++) {
      Arrays.fill(found, -1);
      remembering.standardizedTrain().read(7, found, 1);
      assertThat(Arrays.copyOfRange(found, 1, length + 1)).isEqualTo(expected);
      assertThat(found[0]).isEqualTo(-1);
      assertThat(found[length + 1]).isEqualTo(-1);
    }
    assertThat(reads[7]).isEqualTo(1);
    assertThat(task.remembering(2L * 10 * length * Float.BYTES - 1)).isSameAs(task);
  }
}
