package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.Elementwise;
import io.rethink.engine.compiled.ir.Operation.Softmax;
import io.rethink.engine.compiled.ir.Operation.StockActivation;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Reads DL4J's activation functions. */
final class Activations {

  private Activations() {}

  /**
   * The operation that applies an activation function to a layer's values.
   *
   * @param type what DL4J takes the values for; its softmax of images is over each row's pixels
   */
  static Operation operation(String layer, IActivation activation, InputType type) {
    if (activation.getClass() == ActivationSoftmax.class
        && type instanceof InputType.InputTypeFeedForward) {
      return new Softmax();
    }
    Function function = function(activation);
    String reason = "'%s' has the activation %s".formatted(layer, activation);
    return function == null
        ? new StockActivation(reason, activation, type)
        : new Elementwise(function);
  }

  private static @Nullable Function function(IActivation activation) {
    Class<?> type = activation.getClass();
    @Nullable Function function = null;
    if (type == ActivationReLU.class && activation.equals(new ActivationReLU())) {
      function = Function.RELU;
    } else if (type == ActivationLReLU.class) {
      function = new Function(Function.Kind.RELU, ((ActivationLReLU) activation).getAlpha());
    } else if (type == ActivationELU.class) {
      function = new Function(Function.Kind.ELU, ((ActivationELU) activation).getAlpha());
    } else if (type == ActivationSigmoid.class) {
      function = new Function(Function.Kind.SIGMOID, 0);
    } else if (type == ActivationTanH.class) {
      function = new Function(Function.Kind.TANH, 0);
    } else if (type == ActivationSwish.class) {
      function = new Function(Function.Kind.SWISH, 1);
    } else if (type == ActivationGELU.class && !((ActivationGELU) activation).isPrecise()) {
      // DL4J's precise form is not the usual one either: it cubes 0.044715 with x.
      function = new Function(Function.Kind.SWISH, 1.702);
    }
    // A negative slope cannot be told from a positive one by the sign of the result.
    return function == null || function.parameter() < 0 ? null : function;
  }
}
