package io.rethink.model;

import io.rethink.api.Description;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** What a hidden unit applies to its pre-activation {@code x}. */
public enum HiddenActivation {
  @Description("max(x, 0)")
  RELU,
  @Description("x where positive, else 0.01 x")
  LEAKY_RELU,
  @Description("x where positive, else exp(x) - 1")
  ELU,
  @Description("x / (1 + exp(-1.702 x)), an approximation of x times the normal CDF at x")
  GELU,
  @Description("1 / (1 + exp(-x))")
  SIGMOID,
  @Description("The hyperbolic tangent")
  TANH;

  IActivation function() {
    return switch (this) {
      case RELU -> new ActivationReLU();
      case LEAKY_RELU -> new ActivationLReLU(0.01);
      case ELU -> new ActivationELU(1);
      // Not ND4J's "precise" form: it cubes 0.044715 along with x.
      case GELU -> new ActivationGELU();
      case SIGMOID -> new ActivationSigmoid();
      case TANH -> new ActivationTanH();
    };
  }
}
