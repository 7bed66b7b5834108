package io.rethink.data.corruption;

import io.rethink.api.Seeds;
import io.rethink.api.data.Split;
import java.util.random.RandomGenerator;

/**
 * A corruption's own streams: one for the training examples, another for the test examples.
 *
 * @param corruption the name under which the corruption is registered
 */
record CorruptionStreams(Seeds seeds, String corruption) {

  /** The stream of a whole split. */
  RandomGenerator of(Split split) {
    return seeds.stream(name(split));
  }

  /** The stream of one example. */
  RandomGenerator of(Split split, int index) {
    return seeds.stream(name(split), index);
  }

  /** The stream of what is drawn once for both splits. */
  RandomGenerator ofBothSplits() {
    return of(Split.TRAIN);
  }

  private String name(Split split) {
    String name = "corruption/" + corruption;
    return split == Split.TRAIN ? name : name + "/test";
  }
}
