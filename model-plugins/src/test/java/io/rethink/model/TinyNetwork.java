package io.rethink.model;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A fully connected network in plain double arithmetic, to compare with. Parameters are laid out as
 * DL4J does: for each layer the weights, inputs running fastest, and then the biases.
 */
record TinyNetwork(List<Integer> sides, DoubleUnaryOperator activation) {

  int parameters() {
    int n = 0;
    for (int layer = 1; layer < sides.size(); layer++) {
      n += (sides.get(layer - 1) + 1) * sides.get(layer);
    }
    return n;
  }

  double[] probabilities(double[] parameters, double[] input) {
    double[] below = input;
    int at = 0;
    for (int layer = 1; layer < sides.size(); layer++) {
      int width = sides.get(layer);
      double[] here = new double[width];
      for (int unit = 0; unit < width; unit++) {
        here[unit] = parameters[at + below.length * width + unit];
        for (int i = 0; i < below.length; i++) {
          here[unit] += parameters[at + below.length * unit + i] * below[i];
        }
        if (layer < sides.size() - 1) {
          here[unit] = activation.applyAsDouble(here[unit]);
        }
      }
      at += (below.length + 1) * width;
      below = here;
    }
    double sum = 0;
    for (double score : below) {
      sum += Math.exp(score);
    }
    double[] probabilities = new double[below.length];
    for (int k = 0; k < below.length; k++) {
      probabilities[k] = Math.exp(below[k]) / sum;
    }
    return probabilities;
  }

  /** The derivative of the cross-entropy by every parameter, by central differences. */
  double[] gradient(double[] parameters, double[] input, int label) {
    double[] gradient = new double[parameters.length];
    double h = 1e-5;
    for (int i = 0; i < parameters.length; i++) {
      double[] moved = parameters.clone();
      moved[i] = parameters[i] + h;
      double above = -Math.log(probabilities(moved, input)[label]);
      moved[i] = parameters[i] - h;
      double under = -Math.log(probabilities(moved, input)[label]);
      gradient[i] = (above - under) / (2 * h);
    }
    return gradient;
  }
}
