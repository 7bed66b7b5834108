package io.rethink.data.corruption;

import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.Split;
import java.util.random.RandomGenerator;

/**
 * Replaces each label, independently, with one probability.
 *
 * <p>For every example both draws are made, whether it is corrupted and by what, so that with one
 * seed the examples corrupted at a lower probability are among those corrupted at a higher one, and
 * get the same labels.
 *
 * @param probability that a label is replaced, from 0 to 1
 * @param testLabels whether test labels are replaced too
 */
record LabelNoise(
    CorruptionStreams streams, double probability, Replacement replacement, boolean testLabels) {

  Examples corrupt(Examples examples, Split split) {
    if (split == Split.TEST && !testLabels) {
      return examples;
    }
    RandomGenerator random = streams.of(split);
    int[] labels = new int[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      boolean corrupted = random.nextDouble() < probability;
      int drawn = replacement.draw(examples.trueLabel(i), examples.classes(), random);
      labels[i] = corrupted ? drawn : examples.label(i);
    }
    return new Relabelled(examples, labels);
  }

  private static final class Relabelled extends ForwardingExamples {
    private final int[] labels;

    Relabelled(Examples examples, int[] labels) {
      super(examples);
      this.labels = labels;
    }

    @Override
    public int label(int index) {
      return labels[index];
    }
  }
}
