package io.rethink.api.data;

import java.util.List;

/**
 * Extension point: a source of training and test examples, both of one shape and one set of
 * classes. A data set keeps its data in the form it came in (bytes for images) and copies nothing
 * that it can view. The runner applies the crop and the standardization that a configuration asks
 * for.
 */
public interface Dataset {

  /**
   * The training examples.
   *
   * @throws io.rethink.api.UserException if the data are missing or damaged
   */
  Examples train();

  /**
   * The test examples.
   *
   * @throws io.rethink.api.UserException if the data are missing or damaged
   */
  Examples test();

  /** The names of the classes, in the order of the labels. */
  List<String> classNames();

  /** SHA-256 of all values and labels of both splits, as 64 hexadecimal digits. */
  String digest();
}
