package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.runner.config.Standardization;

/**
 * What a network is to learn, before augmentation.
 *
 * @param train the training examples after crop and corruptions
 * @param test the test examples, likewise
 * @param augmented the training examples that augmentations start from: those of {@code train}, or
 *     their images before the crop
 * @param standardization what is done to an example last
 * @param standardizedTrain the training examples as a network sees them without augmentation
 * @param standardizedTest the test examples as a network sees them
 */
public record Task(
    Examples train,
    Examples test,
    Examples augmented,
    Standardization standardization,
    Examples standardizedTrain,
    Examples standardizedTest) {

  /** A task whose standardized examples are computed whenever they are read. */
  Task(Examples train, Examples test, Examples augmented, Standardization standardization) {
    this(
        train,
        test,
        augmented,
        standardization,
        new Standardized(train, standardization),
        new Standardized(test, standardization));
  }

  /** A task whose augmentations start from {@code train}. */
  Task(Examples train, Examples test, Standardization standardization) {
    this(train, test, train, standardization);
  }

  /**
   * The same task, whose standardized examples stay in memory once they have been read, if {@code
   * room} bytes suffice for all of them.
   */
  Task remembering(long room) {
    if (Remembered.bytes(standardizedTrain) + Remembered.bytes(standardizedTest) > room) {
      return this;
    }
    return new Task(
        train,
        test,
        augmented,
        standardization,
        new Remembered(train, standardization),
        new Remembered(test, standardization));
  }
}
