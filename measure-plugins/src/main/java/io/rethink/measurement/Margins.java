package io.rethink.measurement;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.TrainedNetwork;
import jakarta.inject.Inject;

/**
 * The distribution of margins: the score of an example's label minus the highest other score, which
 * is negative where the network is wrong. Scores are those before the softmax; training labels are
 * those that the network was given.
 *
 * <p>The numbers are {@code margin/train-p10}, the 10th percentile, and likewise {@code -median},
 * {@code -mean} and {@code -min}, for the training and the test examples. With a normalization,
 * {@code normalized-margin/train-p10} and so on are the same divided by the product of the layers'
 * norms (Bartlett et al. 2017; Neyshabur et al. 2017).
 */
@Description("The distribution of margins: the label's score minus the best other score.")
public final class Margins implements Measure {

  /** What margins are divided by. */
  public enum Normalization {
    @Description("Margins are given as they are, and not divided by anything.")
    NONE,
    @Description("The product of the Frobenius norms of the layers' weights.")
    FROBENIUS,
    @Description("The product of the spectral norms of the layers' weights.")
    SPECTRAL
  }

  /** The options of {@link Margins}. */
  public record Config(
      @Description("What margins are divided by, besides being given as they are.") @Default("none")
          Normalization normalization) {}

  private final Config config;

  @Inject
  public Margins(Config config) {
    this.config = config;
  }

  @Override
  public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {
    Distribution ofTrain = margins(network, train);
    Distribution ofTest = margins(network, test);
    report(findings, "margin/train", ofTrain, 1);
    report(findings, "margin/test", ofTest, 1);
    if (config.normalization() != Normalization.NONE) {
      double divisor = 1;
      for (WeightMatrix matrix : WeightMatrix.all(network.parameters())) {
        divisor *=
            config.normalization() == Normalization.FROBENIUS
                ? matrix.frobenius()
                : matrix.spectral();
      }
      report(findings, "normalized-margin/train", ofTrain, divisor);
      report(findings, "normalized-margin/test", ofTest, divisor);
    }
  }

  private static Distribution margins(TrainedNetwork network, Examples examples) {
    float[] margins = new float[examples.size()];
    network.score(
        examples, (index, scores) -> margins[index] = margin(scores, examples.label(index)));
    return new Distribution(margins);
  }

  private static float margin(float[] scores, int label) {
    float best = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < scores.length; k++) {
      if (k != label) {
        best = Math.max(best, scores[k]);
      }
    }
    return scores[label] - best;
  }

  private static void report(Findings findings, String name, Distribution margins, double divisor) {
    findings.number(name + "-p10", margins.quantile(0.1) / divisor);
    findings.number(name + "-median", margins.quantile(0.5) / divisor);
    findings.number(name + "-mean", margins.mean() / divisor);
    findings.number(name + "-min", margins.minimum() / divisor);
  }
}
