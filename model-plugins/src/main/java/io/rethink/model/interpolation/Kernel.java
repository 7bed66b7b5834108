package io.rethink.model.interpolation;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.Positive;

/** A positive definite function of two examples, which depends on their features. */
public sealed interface Kernel {

  /**
   * Its value.
   *
   * @param product the inner product of both examples' features
   * @param square that of the first with itself
   * @param otherSquare that of the second with itself
   */
  double of(double product, double square, double otherSquare);

  /** {@code exp(-gamma |x - x'|^2)}. */
  @Description("exp(-gamma |x - x'|^2).")
  record Gaussian(
      @Description("How fast it falls with the squared distance of the features.")
          @Default("0.02")
          @Positive
          double gamma)
      implements Kernel {

    @Override
    public double of(double product, double square, double otherSquare) {
      return Math.exp(-gamma * Math.max(0, square + otherSquare - 2 * product));
    }
  }

  /** The inner product: the model is a linear function of the features. */
  @Description("The inner product of the features: the model is linear in them, without a bias.")
  record Linear() implements Kernel {

    @Override
    public double of(double product, double square, double otherSquare) {
      return product;
    }
  }
}
