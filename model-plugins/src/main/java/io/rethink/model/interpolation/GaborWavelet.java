package io.rethink.model.interpolation;

/**
 * A complex Gabor function, {@code exp(-(u^2 + aspect^2 v^2) / (2 s^2)) (exp(2 pi i u / wavelength)
 * - m)}, with u and v the coordinates turned by the orientation and s = bandwidth times the
 * wavelength. {@code m} takes the mean out of the real part, so that evenly grey images have no
 * response. The envelope's integral is 1.
 *
 * @param wavelength in pixels
 * @param orientation in radians
 * @param bandwidth the envelope's deviation in wavelengths
 * @param aspect the envelope's deviation across the stripes over that along them
 */
record GaborWavelet(double wavelength, double orientation, double bandwidth, double aspect) {

  double real(double x, double y) {
    double mean = Math.exp(-2 * Math.pow(Math.PI * bandwidth, 2));
    return envelope(x, y) * (Math.cos(phase(x, y)) - mean);
  }

  double imaginary(double x, double y) {
    return envelope(x, y) * Math.sin(phase(x, y));
  }

  private double phase(double x, double y) {
    return 2 * Math.PI * across(x, y) / wavelength;
  }

  private double across(double x, double y) {
    return x * Math.cos(orientation) + y * Math.sin(orientation);
  }

  private double envelope(double x, double y) {
    double u = across(x, y);
    double v = aspect * (y * Math.cos(orientation) - x * Math.sin(orientation));
    double deviation = bandwidth * wavelength;
    return aspect
        / (2 * Math.PI * deviation * deviation)
        * Math.exp(-(u * u + v * v) / (2 * deviation * deviation));
  }
}
