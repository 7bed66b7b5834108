package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class GaborFeaturesTest {

  private static final InputShape SHAPE = new InputShape(2, 9, 8);
  private static final FeatureMap.Gabor OPTIONS =
      new FeatureMap.Gabor(List.of(3.0, 5.0), 4, 2, 0.5, 0.75);

  private static float[] read(Features features, GaussianExamples examples, int from, int to) {
    float[] values = new float[examples.size() * (to - from)];
    try (FloatPointer target = new FloatPointer((long) values.length)) {
      features.read(examples, 0, examples.size(), from, to, target);
      target.get(values);
    }
    return values;
  }

  /** The formula, summed over all pixels of the channel. */
  private static double magnitude(
      double[] image, int channel, double wavelength, double angle, double row, double column) {
    double s = 0.5 * wavelength;
    double real = 0;
    double imaginary = 0;
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 8; x++) {
        double dx = x - column;
        double dy = y - row;
        double u = dx * Math.cos(angle) + dy * Math.sin(angle);
        double v = -dx * Math.sin(angle) + dy * Math.cos(angle);
        double envelope =
            0.75 / (2 * Math.PI * s * s) * Math.exp(-(u * u + 0.5625 * v * v) / (2 * s * s));
        double pixel = image[(channel * 9 + y) * 8 + x];
        // The envelope's Fourier transform at the wave's frequency, exp(-(2 pi s / wavelength)^2 /
        // 2), is its mean.
        real +=
            pixel
                * envelope
                * (Math.cos(2 * Math.PI * u / wavelength) - Math.exp(-Math.PI * Math.PI / 2));
        imaginary += pixel * envelope * Math.sin(2 * Math.PI * u / wavelength);
      }
    }
    return Math.sqrt(real * real + imaginary * imaginary);
  }

  @Test
  void areTheMagnitudesOfTheFormulaOnAGridInTheMiddleOfTheImage() {
    GaussianExamples examples = new GaussianExamples(3, SHAPE, 2, 1);
    GaborFeatures features = new GaborFeatures(OPTIONS, SHAPE);
    int columns = features.columns();
    float[] values = read(features, examples, 0, columns);

    assertThat(columns).isEqualTo(2 * 2 * 4 * 5 * 4);
    for (int i = 0; i < 3; i++) {
      int at = i * columns;
      for (int channel = 0; channel < 2; channel++) {
        for (double wavelength : new double[] {3, 5}) {
          for (int orientation = 0; orientation < 4; orientation++) {
            // Rows 0, 2, ..., 8 of 9; columns 0.5, 2.5, 4.5 and 6.5 of 8.
            for (int row = 0; row < 9; row += 2) {
              for (double column = 0.5; column < 8; column += 2) {
                double expected =
                    magnitude(
                        examples.doubles()[i],
                        channel,
                        wavelength,
                        orientation * Math.PI / 4,
                        row,
                        column);
                assertThat((double) values[at++]).isCloseTo(expected, within(1e-6));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void aRangeOfColumnsIsThatPartOfAll() {
    GaussianExamples examples = new GaussianExamples(2, SHAPE, 2, 3);
    GaborFeatures features = new GaborFeatures(OPTIONS, SHAPE);
    float[] all = read(features, examples, 0, features.columns());
    float[] part = read(features, examples, 33, 70);

    for (int i = 0; i < 2 * 37; i++) {
      assertThat(part[i]).isCloseTo(all[i / 37 * features.columns() + 33 + i % 37], within(1e-6f));
    }
  }
}
