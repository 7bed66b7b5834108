package io.rethink.runner.training;

import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.Split;
import io.rethink.runner.config.DatasetSettings;
import io.rethink.runner.config.Standardization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network is to learn: training and test examples after crop and corruptions, before
 * augmentation and standardization.
 */
public record Task(Examples train, Examples test, Standardization standardization) {

  /**
   * The examples of a data set, as many as {@code settings} ask for, and cropped.
   *
   * @throws io.rethink.api.UserException if there are too few examples, or they are too small
   */
  public static Task of(Dataset dataset, DatasetSettings settings) {
    Integer first = settings.trainExamples();
    Examples train = first == null ? dataset.train() : new FirstExamples(dataset.train(), first);
    return new Task(
        cropped(train, settings.crop()),
        cropped(dataset.test(), settings.crop()),
        settings.standardize());
  }

  private static Examples cropped(Examples examples, @Nullable Integer side) {
    return side == null ? examples : new CenterCrop(examples, side);
  }

  /** The task after the corruptions, applied in order. */
  public Task corrupted(List<Corruption> corruptions) {
    Examples corruptedTrain = train;
    Examples corruptedTest = test;
    for (Corruption corruption : corruptions) {
      corruptedTrain = corruption.corrupt(corruptedTrain, Split.TRAIN);
      corruptedTest = corruption.corrupt(corruptedTest, Split.TEST);
    }
    return new Task(corruptedTrain, corruptedTest, standardization);
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
