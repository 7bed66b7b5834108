package io.rethink.model.interpolation;

import org.bytedeco.javacpp.DoublePointer;

/**
 * The linear map {@code W (p - m)} after which patches have about unit covariance: {@code W = V (D
 * + epsilon)^-1/2 V^T} for the eigenvectors V and eigenvalues D of theirs, and m their mean.
 */
final class Whitening {

  private final double[] mean;
  private final double[][] map;

  private Whitening(double[] mean, double[][] map) {
    this.mean = mean;
    this.map = map;
  }

  /** The map for {@code patches}, one a row. */
  static Whitening of(double[][] patches, double epsilon) {
    int length = patches[0].length;
    double[] mean = new double[length];
    for (double[] patch : patches) {
      for (int i = 0; i < length; i++) {
        mean[i] += patch[i] / patches.length;
      }
    }
    double[] covariance = new double[length * length];
    for (double[] patch : patches) {
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < length; j++) {
          covariance[i * length + j] +=
              (patch[i] - mean[i]) * (patch[j] - mean[j]) / patches.length;
        }
      }
    }
    double[] values = new double[length];
    try (DoublePointer vectors = new DoublePointer(covariance);
        DoublePointer eigenvalues = new DoublePointer(length)) {
      Blas.eigen(length, vectors, eigenvalues);
      vectors.get(covariance);
      eigenvalues.get(values);
    }
    double[][] map = new double[length][length];
    for (int k = 0; k < length; k++) {
      double factor = 1 / Math.sqrt(Math.max(values[k], 0) + epsilon);
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < length; j++) {
          map[i][j] += factor * covariance[k * length + i] * covariance[k * length + j];
        }
      }
    }
    return new Whitening(mean, map);
  }

  /** The whitened patch. */
  double[] apply(double[] patch) {
    double[] centred = new double[patch.length];
    for (int i = 0; i < patch.length; i++) {
      centred[i] = patch[i] - mean[i];
    }
    return times(centred);
  }

  /**
   * What has the inner products with patches that the whitened patch, at unit length, has with
   * whitened ones, but for {@link #offset}.
   */
  double[] filter(double[] patch) {
    double[] whitened = apply(patch);
    double length = ConjugateGradients.norm(whitened);
    double[] filter = times(whitened);
    for (int i = 0; i < filter.length; i++) {
      filter[i] = length == 0 ? 0 : filter[i] / length;
    }
    return filter;
  }

  /** What the inner products with {@code filter} are too large by. */
  double offset(double[] filter) {
    double sum = 0;
    for (int i = 0; i < filter.length; i++) {
      sum += filter[i] * mean[i];
    }
    return sum;
  }

  private double[] times(double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += map[i][j] * vector[j];
      }
    }
    return product;
  }
}
