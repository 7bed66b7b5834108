package io.rethink.engine.compiled.ir;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;

/** What a node computes from its inputs. */
public sealed interface Operation {

  /** The batch's examples. */
  record Input() implements Operation {}

  /**
   * Convolution with the parameters of a layer.
   *
   * @param layer the layer's name
   * @param weights which of its parameters holds the weights, and how
   * @param window how the kernel moves
   * @param bias whether the layer has biases
   * @param then applied to the result, or null
   */
  record Convolution(
      String layer, Weights weights, Window window, boolean bias, @Nullable Function then)
      implements Operation {

    /** The weights of a kind of layer. */
    public enum Weights {
      /** {@code W} of a convolution: {@code [out, in, height, width]}. */
      FULL("W"),
      /**
       * {@code W} of a depthwise convolution: {@code [height, width, in, multiplier]}. Each input
       * channel is a group of its own.
       */
      DEPTHWISE("W"),
      /** {@code W} of a separable convolution: {@code [multiplier, in, height, width]}. */
      SEPARABLE("W"),
      /** {@code pW} of a separable convolution: {@code [out, in, 1, 1]}. */
      POINTWISE("pW");

      private final String parameter;

      Weights(String parameter) {
        this.parameter = parameter;
      }

      /** The parameter's name in its layer. */
      public String parameter() {
        return parameter;
      }
    }
  }

  /**
   * A product with the weights of a layer; the input is flattened.
   *
   * @param layer the layer's name
   * @param bias whether the layer has biases
   * @param then applied to the result, or null
   */
  record Dense(String layer, boolean bias, @Nullable Function then) implements Operation {}

  /**
   * Normalization of each channel over batch and places.
   *
   * @param layer the layer's name
   * @param epsilon added to the variance
   * @param decay of the running statistics
   * @param trained whether scale and shift are parameters
   * @param scale the constant scale, where it is not trained
   * @param shift the constant shift, where it is not trained
   * @param logarithmic whether the layer keeps log10 of the standard deviation rather than the
   *     variance
   * @param relu whether the result passes a ReLU
   */
  record BatchNormalization(
      String layer,
      double epsilon,
      double decay,
      boolean trained,
      double scale,
      double shift,
      boolean logarithmic,
      boolean relu)
      implements Operation {}

  /**
   * A convolution whose weights and biases are scaled and shifted as the batch normalization behind
   * it would its result, by the running statistics: for scores alone.
   */
  record NormalizedConvolution(Convolution convolution, BatchNormalization normalization)
      implements Operation {}

  /** A function of each value. */
  record Elementwise(Function function) implements Operation {}

  /** The largest value of each window. */
  record MaxPooling(Window window) implements Operation {}

  /**
   * The mean of each window.
   *
   * @param window how the window moves
   * @param countsPadding whether zeros of the padding count in the mean
   */
  record AveragePooling(Window window, boolean countsPadding) implements Operation {}

  /**
   * Local response normalization across channels: {@code x / (k + alpha sum x^2)^beta}, the sum
   * over the {@code reach} channels on either side and the channel itself.
   */
  record LocalResponseNormalization(double k, double alpha, double beta, int reach)
      implements Operation {}

  /** Zeroes values at random in training, and divides the others by the share that is kept. */
  record Dropout(double keep) implements Operation {}

  /**
   * In training, drops all values of a batch, or keeps all; the nodes that lead nowhere else are
   * not computed when they would be dropped.
   *
   * @param survival the probability of keeping
   * @param factor what values are multiplied by; when kept in training, divided by {@code survival}
   */
  record BranchDropout(double survival, double factor) implements Operation {}

  /** The inputs' channels, one input after the other. */
  record Concatenation() implements Operation {}

  /** The sum of the inputs, each with a factor. */
  record Sum(List<Double> factors) implements Operation {
    public Sum {
      factors = List.copyOf(factors);
    }
  }

  /** The product of the inputs, value by value. */
  record Product() implements Operation {}

  /** The same values in another shape, in the order channel, row, column. */
  record Reshape() implements Operation {}

  /** Softmax over the channels. */
  record Softmax() implements Operation {}

  /** What DL4J's own implementation computes, because the compiler does not know it. */
  sealed interface Stock extends Operation {

    /** What is not known, as a clause: {@code 'x' is a PReLULayer}. */
    String reason();
  }

  /**
   * A vertex of DL4J.
   *
   * @param vertex its name
   * @param reason what is not known about it
   * @param trained whether it has parameters
   * @param inputs what DL4J takes its inputs for
   * @param result what DL4J takes its result for
   */
  record StockVertex(
      String vertex, String reason, boolean trained, List<InputType> inputs, InputType result)
      implements Stock {
    public StockVertex {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * An activation function of DL4J, or of a plugin.
   *
   * @param reason what is not known about it
   * @param activation the function
   * @param type what DL4J takes its values for
   */
  record StockActivation(String reason, IActivation activation, InputType type) implements Stock {}

  /** Zeros around the image. */
  record ZeroPadding(int top, int left) implements Operation {}
}
