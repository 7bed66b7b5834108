package io.rethink.api.optimization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/**
 * How an optimizer's learning rate changes during training. An optimizer that has a {@code
 * schedule} option multiplies its rate by {@link #factor} at each step; the option's {@code type}
 * is the name of one of the records below, in kebab-case.
 */
public sealed interface Schedule {

  /** Number of epochs, not necessarily whole, over which the rate rises linearly from 0. */
  double warmUp();

  /** The factor at {@code position} without warm-up. */
  double decay(Position position);

  /** The factor by which the learning rate is multiplied at {@code position}. */
  default double factor(Position position) {
    double warmUpSteps = warmUp() * position.stepsPerEpoch();
    double ramp = warmUpSteps == 0 ? 1 : Math.min(1, (position.step() + 1) / warmUpSteps);
    return ramp * decay(position);
  }

  /** Does not change: 1. */
  @Description("The rate stays as it is.")
  record Constant(
      @Description("Epochs over which the rate rises from 0.") @Default("0") @PositiveOrZero
          double warmUp)
      implements Schedule {

    @Override
    public double decay(Position position) {
      return 1;
    }
  }

  /** Falls by a factor after every epoch: {@code rate^epoch}. Zhang et al. 2017 use 0.95. */
  @Description("The rate is multiplied by a factor after every epoch.")
  record Exponential(
      @Description("The factor by which the rate is multiplied after every epoch.")
          @Default("0.95")
          @Positive
          double rate,
      @Description("Epochs over which the rate rises from 0.") @Default("0") @PositiveOrZero
          double warmUp)
      implements Schedule {

    @Override
    public double decay(Position position) {
      return Math.pow(rate, position.epoch());
    }
  }

  /** Falls by a factor at each of the given epochs. */
  @Description("The rate is multiplied by a factor at given epochs.")
  record Step(
      @Description("The epochs, counted from 0, before which the rate is multiplied.") @NotEmpty
          List<@Positive Integer> at,
      @Description("The factor by which the rate is multiplied at each of them.")
          @Default("0.1")
          @Positive
          double factor,
      @Description("Epochs over which the rate rises from 0.") @Default("0") @PositiveOrZero
          double warmUp)
      implements Schedule {

    public Step {
      at = List.copyOf(at);
    }

    @Override
    public double decay(Position position) {
      long passed = at.stream().filter(epoch -> epoch <= position.epoch()).count();
      return Math.pow(factor, (double) passed);
    }
  }

  /** Half a period of a cosine, from 1 at the end of the warm-up to {@code floor} at the end. */
  @Description("The rate falls to a floor along half a cosine, a little at every step.")
  record Cosine(
      @Description("The factor that is reached at the end.") @Default("0") @PositiveOrZero @Max(1)
          double floor,
      @Description("Epochs over which the rate rises from 0.") @Default("0") @PositiveOrZero
          double warmUp)
      implements Schedule {

    @Override
    public double decay(Position position) {
      double length = Math.max(position.epochs() - warmUp, Double.MIN_NORMAL);
      double done = Math.min(1, Math.max(0, (position.epochFraction() - warmUp) / length));
      return floor + (1 - floor) * (1 + Math.cos(Math.PI * done)) / 2;
    }
  }
}
