package org.example.noise;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.Table;
import io.rethink.api.measurement.TrainedNetwork;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import java.util.ArrayList;
import java.util.List;

/** How sure a network is of its predictions: the greatest softmax probability. */
@Description("Mean and histogram of the probability that the network gives to its prediction.")
public final class Confidence implements Measure {

  /** The options. */
  public record Config(
      @Description("Number of bins of the histogram.") @Default("10") @Positive int bins) {}

  private final Config config;

  @Inject
  public Confidence(Config config) {
    this.config = config;
  }

  @Override
  public void measure(
      TrainedNetwork network, Examples train, Examples test, Findings findings) {
    int[] onTrain = histogram(network, train, "confidence/train", findings);
    int[] onTest = histogram(network, test, "confidence/test", findings);
    List<List<Object>> rows = new ArrayList<>();
    for (int bin = 0; bin < config.bins(); bin++) {
      rows.add(List.of((bin + 1.0) / config.bins(), onTrain[bin], onTest[bin]));
    }
    findings.table("confidence", new Table(List.of("up to", "train", "test"), rows));
  }

  private int[] histogram(
      TrainedNetwork network, Examples examples, String name, Findings findings) {
    int[] counts = new int[config.bins()];
    double[] sum = {0};
    network.score(
        examples,
        (index, scores) -> {
          double confidence = greatestProbability(scores);
          sum[0] += confidence;
          counts[Math.min(config.bins() - 1, (int) (confidence * config.bins()))]++;
        });
    findings.number(name, sum[0] / examples.size());
    return counts;
  }

  private static double greatestProbability(float[] scores) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      greatest = Math.max(greatest, score);
    }
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - greatest);
    }
    return 1 / sum;
  }
}
