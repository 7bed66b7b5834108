package io.rethink.api.data;

/** Examples that pass every call on to others; a corruption overrides what it changes. */
public abstract class ForwardingExamples implements Examples {

  private final Examples examples;

  protected ForwardingExamples(Examples examples) {
    this.examples = examples;
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public InputShape shape() {
    return examples.shape();
  }

  @Override
  public int classes() {
    return examples.classes();
  }

  @Override
  public void read(int index, float[] target, int offset) {
    examples.read(index, target, offset);
  }

  @Override
  public int label(int index) {
    return examples.label(index);
  }

  @Override
  public int trueLabel(int index) {
    return examples.trueLabel(index);
  }
}
