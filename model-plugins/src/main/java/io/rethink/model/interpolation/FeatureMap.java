package io.rethink.model.interpolation;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.data.Examples;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/** What is computed from an example before the kernel compares it. */
public sealed interface FeatureMap {

  /**
   * The features, with what they take over from the training examples.
   *
   * @throws io.rethink.api.UserException if examples of that shape have no such features
   */
  Features of(Examples train, Seeds seeds);

  /** The values as they are. */
  @Description("The values of an example as they are.")
  record Pixels() implements FeatureMap {

    @Override
    public Features of(Examples train, Seeds seeds) {
      return new PixelFeatures(train.shape().size());
    }
  }

  /** Magnitudes of responses to Gabor wavelets. */
  @Description("Magnitudes of an image's responses to Gabor wavelets on a grid of points.")
  record Gabor(
      @Description("Wavelengths, in pixels.") @Default("[4, 8]") @NotEmpty
          List<@Positive Double> wavelengths,
      @Description("Number of orientations, evenly spread over half a turn.")
          @Default("8")
          @Positive
          int orientations,
      @Description("Pixels from one point of the grid to the next.") @Default("3") @Positive
          int stride,
      @Description("Deviation of the envelope across the stripes, in wavelengths.")
          @Default("0.4")
          @Positive
          double bandwidth,
      @Description("The envelope's deviation across the stripes over that along them.")
          @Default("0.7")
          @Positive
          double aspect)
      implements FeatureMap {

    public Gabor {
      wavelengths = List.copyOf(wavelengths);
    }

    @Override
    public Features of(Examples train, Seeds seeds) {
      return new GaborFeatures(this, train.shape());
    }
  }

  /** The convolutional layer of Coates and Ng 2012 with random patches. */
  @Description(
      "A convolutional layer whose filters are random patches of training images, whitened; soft threshold, sums over quadrants, features standardized (Coates and Ng 2012).")
  record RandomPatches(
      @Description("Number of filters; each gives 8 features.") @Default("1000") @Positive
          int filters,
      @Description("Side of a patch.") @Default("6") @Positive int size,
      @Description("What inner products with filters are diminished by, down to 0.")
          @Default("0.25")
          @PositiveOrZero
          double threshold,
      @Description("Added to the eigenvalues of the patches' covariance.")
          @Default("0.1")
          @PositiveOrZero
          double whitening,
      @Description(
              "Added to the variance of a patch before it is divided by its deviation; 10 / 255^2 for pixels in [0, 1].")
          @Default("1.5e-4")
          @PositiveOrZero
          double contrast,
      @Description("How many patches the covariance is taken from.") @Default("50000") @Positive
          int whiteningPatches,
      @Description(
              "How many training images, from the first, give the features' mean and deviation.")
          @Default("2000")
          @Positive
          int standardizationImages)
      implements FeatureMap {

    @Override
    public Features of(Examples train, Seeds seeds) {
      return new RandomPatchFeatures(this, train, seeds.stream("model/random-patches"));
    }
  }
}
