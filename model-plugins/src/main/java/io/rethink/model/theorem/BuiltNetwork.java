package io.rethink.model.theorem;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A network of the theorem, with what is known of its fit. */
final class BuiltNetwork implements FittedModel {

  private final ReluNetwork network;
  private final Map<String, Double> numbers = new LinkedHashMap<>();

  BuiltNetwork(ReluNetwork network, SortedPoints points, Examples train, double[] projections) {
    this.network = network;
    double largest =
        IntStream.range(0, train.size())
            .parallel()
            .mapToDouble(i -> Math.abs(network.output(projections[i]) - train.label(i)))
            .max()
            .orElse(0);
    numbers.put("fit/examples", (double) train.size());
    numbers.put("fit/distinct-examples", (double) points.size());
    numbers.put("fit/dimension", (double) network.direction().dimension());
    numbers.put("fit/depth", (double) network.depth());
    numbers.put("fit/width", (double) network.width());
    numbers.put("fit/smallest-gap", points.smallestGap());
    numbers.put("fit/max-residual", largest);
    numbers.put("fit/max-residual-of-weights", network.largestResidual(points));
  }

  @Override
  public long parameters() {
    return network.weights();
  }

  @Override
  public Map<String, Double> numbers() {
    return numbers;
  }

  /** How near the output is to the number of each class. */
  @Override
  public float[] score(Examples examples, Progress progress) {
    double[] projections = network.direction().project(examples, progress);
    int classes = examples.classes();
    float[] scores = new float[examples.size() * classes];
    IntStream.range(0, examples.size())
        .parallel()
        .forEach(
            i -> {
              double output = network.output(projections[i]);
              for (int c = 0; c < classes; c++) {
                scores[i * classes + c] = (float) -Math.abs(output - c);
              }
            });
    return scores;
  }

  @Override
  public void close() {}
}
