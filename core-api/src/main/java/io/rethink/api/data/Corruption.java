package io.rethink.api.data;

/**
 * Extension point: a change to the data of a run, such as random labels or shuffled pixels.
 *
 * <p>What it returns is lazy, draws from streams of its own (see {@link io.rethink.api.Seeds}), and
 * leaves {@link Examples#trueLabel} readable. A corruption of labels returns test examples as they
 * are, unless an option of its own asks for more.
 */
public interface Corruption {

  /**
   * Returns the corrupted form of {@code examples}. Called on one instance first with the training
   * examples and then with the test examples. Their shape is the network's, unless an augmentation
   * cuts images at random, before which they are whole.
   */
  Examples corrupt(Examples examples, Split split);
}
