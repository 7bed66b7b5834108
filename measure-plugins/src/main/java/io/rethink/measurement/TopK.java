package io.rethink.measurement;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.TrainedNetwork;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;

/**
 * Top-k accuracy: the fraction of examples whose given label is among the k classes of the highest
 * scores (Russakovsky et al. 2015). Of equal scores the first class counts as the higher, and an
 * example with a score that is not a number counts as wrong.
 *
 * <p>The numbers are {@code train/accuracy-top-5} and {@code test/accuracy-top-5} for k = 5, in [0,
 * 1].
 */
@Description("The fraction of examples whose label is among the k classes of the highest scores.")
public final class TopK implements Measure {

  /** The options of {@link TopK}. */
  public record Config(
      @Description("How many classes may be named; less than there are.") @Default("5") @Positive
          int k) {}

  private final int k;

  /**
   * Makes the measure.
   *
   * @throws UserException if there are not more than k classes
   */
  @Inject
  public TopK(Config config, DatasetInfo dataset) {
    if (config.k() >= dataset.classes()) {
      throw new UserException(
          "top-k with k = %d is always 1 on the %d classes of %s; choose a smaller k"
              .formatted(config.k(), dataset.classes(), dataset.name()));
    }
    this.k = config.k();
  }

  @Override
  public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {
    findings.number("train/accuracy-top-" + k, accuracy(network, train));
    findings.number("test/accuracy-top-" + k, accuracy(network, test));
  }

  private double accuracy(TrainedNetwork network, Examples examples) {
    int[] right = {0};
    network.score(
        examples, (index, scores) -> right[0] += isAmongTop(scores, examples.label(index)) ? 1 : 0);
    return (double) right[0] / examples.size();
  }

  private boolean isAmongTop(float[] scores, int label) {
    int higher = 0;
    for (int c = 0; c < scores.length; c++) {
      if (Float.isNaN(scores[c])) {
        return false;
      }
      if (scores[c] > scores[label] || (scores[c] == scores[label] && c < label)) {
        higher++;
      }
    }
    return higher < k;
  }
}
