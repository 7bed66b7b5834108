package io.rethink.measurement;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.List;

/** Examples whose single value is their index, with given and true labels. */
record Labelled(int classes, List<Integer> given, List<Integer> truth) implements Examples {

  @Override
  public int size() {
    return given.size();
  }

  @Override
  public InputShape shape() {
    return InputShape.vector(1);
  }

  @Override
  public void read(int index, float[] target, int offset) {
    target[offset] = index;
  }

  @Override
  public int label(int index) {
    return given.get(index);
  }

  @Override
  public int trueLabel(int index) {
    return truth.get(index);
  }
}
