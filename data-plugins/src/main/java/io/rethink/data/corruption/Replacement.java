package io.rethink.data.corruption;

import io.rethink.api.Description;
import io.rethink.api.UserException;
import java.util.random.RandomGenerator;

/** What a corrupted label becomes. */
public enum Replacement {
  @Description(
      "any class, the true one included, as in Zhang et al. (2017): of k classes, a corrupted label"
          + " stays right with probability 1/k")
  UNIFORM {
    @Override
    int draw(int trueLabel, int classes, RandomGenerator random) {
      return random.nextInt(classes);
    }
  },

  @Description("any class but the true one")
  WRONG {
    @Override
    int draw(int trueLabel, int classes, RandomGenerator random) {
      if (classes < 2) {
        throw new UserException(
            "a data set of one class has no wrong labels; set replacement = uniform");
      }
      return (trueLabel + 1 + random.nextInt(classes - 1)) % classes;
    }
  };

  /** Draws a label from {@code 0} to {@code classes - 1}. */
  abstract int draw(int trueLabel, int classes, RandomGenerator random);
}
