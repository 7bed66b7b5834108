package io.rethink.model.interpolation;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The magnitudes of an image's responses to Gabor wavelets, at points of a grid. A response is an
 * inner product of the image with a wavelet around that point; beyond its border the image is 0.
 *
 * <p>Features are ordered by channel, wavelength and orientation, and within these by row and
 * column of the grid.
 */
final class GaborFeatures implements Features {

  private final FeatureMap.Gabor options;
  private final InputShape shape;
  private final int gridRows;
  private final int gridColumns;

  GaborFeatures(FeatureMap.Gabor options, InputShape shape) {
    this.options = options;
    this.shape = shape;
    this.gridRows = (shape.height() + options.stride() - 1) / options.stride();
    this.gridColumns = (shape.width() + options.stride() - 1) / options.stride();
  }

  @Override
  public int columns() {
    return shape.channels()
        * options.wavelengths().size()
        * options.orientations()
        * gridRows
        * gridColumns;
  }

  @Override
  public void read(Examples examples, int first, int count, int from, int to, FloatPointer target) {
    int length = shape.size();
    int columns = to - from;
    try (FloatPointer images = new FloatPointer((long) count * length);
        FloatPointer wavelets = new FloatPointer(2L * columns * length);
        FloatPointer responses = new FloatPointer((long) count * 2 * columns)) {
      new PixelFeatures(length).read(examples, first, count, 0, length, images);
      IntStream.range(0, columns)
          .parallel()
          .forEach(i -> writeWavelet(from + i, wavelets.getPointer(2L * i * length)));
      Blas.timesTransposed(count, 2 * columns, length, 1, images, wavelets, 0, responses);
      IntStream.range(0, count)
          .parallel()
          .forEach(
              i -> {
                float[] parts = new float[2 * columns];
                responses.getPointer((long) i * parts.length).get(parts);
                float[] magnitudes = new float[columns];
                for (int j = 0; j < columns; j++) {
                  magnitudes[j] = (float) Math.hypot(parts[2 * j], parts[2 * j + 1]);
                }
                target.getPointer((long) i * columns).put(magnitudes);
              });
    }
  }

  /** Writes the real and the imaginary part of a feature's wavelet, as large as an image each. */
  private void writeWavelet(int feature, FloatPointer target) {
    int column = feature % gridColumns;
    int row = feature / gridColumns % gridRows;
    int filter = feature / gridColumns / gridRows;
    int orientation = filter % options.orientations();
    int wavelength = filter / options.orientations() % options.wavelengths().size();
    int channel = filter / options.orientations() / options.wavelengths().size();
    GaborWavelet wavelet =
        new GaborWavelet(
            options.wavelengths().get(wavelength),
            Math.PI * orientation / options.orientations(),
            options.bandwidth(),
            options.aspect());
    float[] real = new float[shape.size()];
    float[] imaginary = new float[shape.size()];
    double centreRow = centre(row, gridRows, shape.height());
    double centreColumn = centre(column, gridColumns, shape.width());
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int at = (channel * shape.height() + y) * shape.width() + x;
        real[at] = (float) wavelet.real(x - centreColumn, y - centreRow);
        imaginary[at] = (float) wavelet.imaginary(x - centreColumn, y - centreRow);
      }
    }
    target.put(real, 0, real.length);
    target.getPointer(real.length).put(imaginary, 0, imaginary.length);
  }

  /** The grid is in the middle of the image. */
  private double centre(int index, int count, int side) {
    return index * options.stride() + (side - 1 - (count - 1) * options.stride()) / 2.0;
  }
}
