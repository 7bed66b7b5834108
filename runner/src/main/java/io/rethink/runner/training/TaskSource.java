package io.rethink.runner.training;

import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.data.Split;
import io.rethink.api.regularization.Augmentation;
import io.rethink.runner.config.DatasetSettings;
import io.rethink.runner.config.Standardization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task is made of: the examples of a data set, as many as a configuration asks for, before
 * crop and corruptions.
 */
public final class TaskSource {

  private final Examples train;
  private final Examples test;
  private final @Nullable Integer crop;
  private final Standardization standardization;

  /**
   * The examples of {@code dataset}.
   *
   * @throws io.rethink.api.UserException if there are too few, or they are smaller than the crop
   */
  public TaskSource(Dataset dataset, DatasetSettings settings) {
    Integer first = settings.trainExamples();
    this.train = first == null ? dataset.train() : new FirstExamples(dataset.train(), first);
    this.test = dataset.test();
    this.crop = settings.crop();
    this.standardization = settings.standardize();
    cropped(train);
    cropped(test);
  }

  /** The shape of an example after the crop. */
  public InputShape shape() {
    return cropped(train).shape();
  }

  /** Number of training examples. */
  public int trainSize() {
    return train.size();
  }

  /** Number of test examples. */
  public int testSize() {
    return test.size();
  }

  /**
   * The task after crop and corruptions, these in order. The crop is first, unless an augmentation
   * takes its place in training: then corruptions act on whole images, so that training, evaluation
   * and test see parts of the same ones.
   */
  public Task task(List<Corruption> corruptions, List<Augmentation> augmentations) {
    boolean cropLast = augmentations.stream().anyMatch(Augmentation::precedesCrop);
    Examples corruptedTrain = cropLast ? train : cropped(train);
    Examples corruptedTest = cropLast ? test : cropped(test);
    for (Corruption corruption : corruptions) {
      corruptedTrain = corruption.corrupt(corruptedTrain, Split.TRAIN);
      corruptedTest = corruption.corrupt(corruptedTest, Split.TEST);
    }
    return cropLast
        ? new Task(cropped(corruptedTrain), cropped(corruptedTest), corruptedTrain, standardization)
        : new Task(corruptedTrain, corruptedTest, standardization);
  }

  private Examples cropped(Examples examples) {
    return crop == null ? examples : new CenterCrop(examples, crop);
  }
}
