package io.rethink.data;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.Objects;

/** Examples of one shape, wherever their values and labels are kept. */
public abstract class StoredExamples implements Examples {

  private final int size;
  private final InputShape shape;
  private final int classes;

  protected StoredExamples(int size, InputShape shape, int classes) {
    this.size = size;
    this.shape = shape;
    this.classes = classes;
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final InputShape shape() {
    return shape;
  }

  @Override
  public final int classes() {
    return classes;
  }

  @Override
  public final void read(int index, float[] target, int offset) {
    Objects.checkFromIndexSize(offset, shape.size(), target.length);
    copy(Objects.checkIndex(index, size), target, offset);
  }

  /** As {@link #read}, of an example that there is, to where there is room for it. */
  protected abstract void copy(int index, float[] target, int offset);
}
