package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.runner.config.Standardization;

/**
 * What a network is to learn, before augmentation and standardization.
 *
 * @param train the training examples after crop and corruptions
 * @param test the test examples, likewise
 * @param augmented the training examples that augmentations start from: those of {@code train}, or
 *     their images before the crop
 * @param standardization what is done to an example last
 */
public record Task(
    Examples train, Examples test, Examples augmented, Standardization standardization) {

  /** A task whose augmentations start from {@code train}. */
  Task(Examples train, Examples test, Standardization standardization) {
    this(train, test, train, standardization);
  }

  /** The training examples as a network sees them when it is evaluated. */
  Examples standardizedTrain() {
    return new Standardized(train, standardization);
  }

  /** The test examples as a network sees them. */
  Examples standardizedTest() {
    return new Standardized(test, standardization);
  }
}
