package io.rethink.model;

import io.rethink.api.Description;
import io.rethink.api.UserException;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitConstant;
import org.deeplearning4j.nn.weights.WeightInitDistribution;

/**
 * The distribution that a layer's weights are drawn from, independently and with mean 0. Normal and
 * uniform forms of one name have one variance: He et al. 2015 (equation 10), Glorot and Bengio 2010
 * (equation 16), LeCun et al. 1998 (section 4.6).
 */
public enum Initialization {
  @Description("Normal, of variance 2 / inputs: keeps the scale of activations behind ReLU.")
  HE_NORMAL,
  @Description("Uniform, of variance 2 / inputs.")
  HE_UNIFORM,
  @Description("Normal, of variance 2 / (inputs + outputs): for sigmoid and tanh.")
  XAVIER_NORMAL,
  @Description("Uniform, of variance 2 / (inputs + outputs).")
  XAVIER_UNIFORM,
  @Description("Normal, of variance 1 / inputs: keeps the scale of activations without ReLU.")
  LECUN_NORMAL,
  @Description("Uniform, of variance 1 / inputs.")
  LECUN_UNIFORM,
  @Description("All weights are 0.")
  ZERO;

  /**
   * Sees to it that the hidden units of a model do not all start alike.
   *
   * @param model the name that users know the model by
   * @throws UserException if this is {@link #ZERO}
   */
  void requireRandom(String model) {
    if (this == ZERO) {
      throw new UserException(
          ("initialization = zero in the model %s: its hidden units would all start alike and stay"
                  + " alike. Choose another initialization (he-normal suits relu), or the model"
                  + " linear.")
              .formatted(model));
    }
  }

  /** The variance of the weights of a layer with so many inputs and outputs a unit. */
  double variance(double inputs, double outputs) {
    return switch (this) {
      case HE_NORMAL, HE_UNIFORM -> 2 / inputs;
      case XAVIER_NORMAL, XAVIER_UNIFORM -> 2 / (inputs + outputs);
      case LECUN_NORMAL, LECUN_UNIFORM -> 1 / inputs;
      case ZERO -> 0;
    };
  }

  /**
   * DL4J's form of this distribution.
   *
   * @param scale by which every weight is multiplied
   */
  IWeightInit weights(double inputs, double outputs, double scale) {
    double deviation = scale * Math.sqrt(variance(inputs, outputs));
    return switch (this) {
      case HE_NORMAL, XAVIER_NORMAL, LECUN_NORMAL ->
          new WeightInitDistribution(new NormalDistribution(0, deviation));
      case HE_UNIFORM, XAVIER_UNIFORM, LECUN_UNIFORM -> {
        double bound = Math.sqrt(3) * deviation;
        yield new WeightInitDistribution(new UniformDistribution(-bound, bound));
      }
      case ZERO -> new WeightInitConstant(0);
    };
  }
}
