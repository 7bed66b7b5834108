package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import java.util.Objects;

/** The first examples of others. */
final class FirstExamples extends ForwardingExamples {

  private final int size;

  /**
   * Keeps the first {@code size}.
   *
   * @throws UserException if there are fewer
   */
  FirstExamples(Examples examples, int size) {
    super(examples);
    if (size > examples.size()) {
      throw new UserException(
          "dataset.train-examples is %d, but there are only %d training examples"
              .formatted(size, examples.size()));
    }
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    super.read(Objects.checkIndex(index, size), target, offset);
  }

  @Override
  public int label(int index) {
    return super.label(Objects.checkIndex(index, size));
  }

  @Override
  public int trueLabel(int index) {
    return super.trueLabel(Objects.checkIndex(index, size));
  }
}
