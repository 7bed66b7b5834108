package io.rethink.api.data;

import java.util.List;

/**
 * What the other extensions of a run may know of its data set.
 *
 * @param name the name by which the configuration refers to it
 * @param shape the shape of an example after the configured crop
 * @param classNames the names of the classes, in the order of the labels
 * @param trainSize number of training examples
 * @param testSize number of test examples
 * @param digest SHA-256 of the data, as {@link Dataset#digest()} gives it
 */
public record DatasetInfo(
    String name,
    InputShape shape,
    List<String> classNames,
    int trainSize,
    int testSize,
    String digest) {

  public DatasetInfo {
    classNames = List.copyOf(classNames);
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }
}
