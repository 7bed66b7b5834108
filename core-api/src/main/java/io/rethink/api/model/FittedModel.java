package io.rethink.api.model;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import java.util.Map;

/** What a {@link ClosedFormModel} has computed. Closing it frees its memory. */
public interface FittedModel extends AutoCloseable {

  /** Number of parameters: of all numbers that a prediction depends on besides its input. */
  long parameters();

  /**
   * What was found out on the way, by name: {@code fit/residual}. Named as the results of measures
   * are.
   */
  Map<String, Double> numbers();

  /**
   * The scores of all examples, in the order of their indices: {@code examples.classes()} for each.
   * The class of the highest score is the prediction.
   */
  float[] score(Examples examples, Progress progress);

  @Override
  void close();
}
