package io.rethink.api.measurement;

import io.rethink.api.data.Examples;
import io.rethink.api.model.Parameters;

/** Extension point: something computed about a trained network, such as margins or norms. */
public interface Measure {

  /**
   * Whether this reads {@link TrainedNetwork#parameters}. Then it is refused for models that are
   * computed in closed form, before the work starts.
   */
  default boolean needsParameters() {
    return false;
  }

  /**
   * Refuses a network or examples that this is not for. Called before the training, which would be
   * in vain.
   *
   * @param parameters of the network as training begins
   * @param train the training examples, as {@link #measure} gets them
   * @throws io.rethink.api.UserException if they cannot be measured; says what can
   */
  default void require(Parameters parameters, Examples train) {}

  /**
   * Computes the measure. Called at the end of training, and after epochs where the configuration
   * asks for it.
   *
   * @param network the network as it is now
   * @param train the training examples as the network sees them: corrupted and standardized, not
   *     augmented
   * @param test the test examples, likewise
   * @param findings where the results go
   */
  void measure(TrainedNetwork network, Examples train, Examples test, Findings findings);
}
