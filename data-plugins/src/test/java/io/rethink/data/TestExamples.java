package io.rethink.data;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * Examples for tests, computed on the fly.
 *
 * @param labels the label of an index
 * @param values the value of an index and a place
 */
public record TestExamples(
    int size, InputShape shape, int classes, IntUnaryOperator labels, Values values)
    implements Examples {

  /** The value at a place of an example. */
  public interface Values {
    float at(int index, int place);
  }

  /** One-pixel examples whose labels go round all classes. */
  public static TestExamples labelled(int size, int classes) {
    return new TestExamples(size, new InputShape(1, 1, 1), classes, i -> i % classes, (i, j) -> 0);
  }

  /** Examples of two classes with the given values. */
  public static TestExamples of(int size, InputShape shape, Values values) {
    return new TestExamples(size, shape, 2, i -> i % 2, values);
  }

  @Override
  public void read(int index, float[] target, int offset) {
    Objects.checkIndex(index, size);
    for (int j = 0; j < shape.size(); j++) {
      target[offset + j] = values.at(index, j);
    }
  }

  @Override
  public int label(int index) {
    return labels.applyAsInt(index);
  }
}
