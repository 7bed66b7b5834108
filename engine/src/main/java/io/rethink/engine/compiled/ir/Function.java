package io.rethink.engine.compiled.ir;

/**
 * A function applied to each value.
 *
 * @param kind which
 * @param parameter its parameter: the slope of {@link Kind#RELU} below 0, the scale of {@link
 *     Kind#ELU}, the steepness of {@link Kind#SWISH}, the factor of {@link Kind#LINEAR}; else 0
 */
public record Function(Kind kind, double parameter) {

  /** The functions that are known. */
  public enum Kind {
    /** {@code max(x, 0) + parameter * min(x, 0)}. */
    RELU,
    /** {@code x} above 0, {@code parameter * (exp(x) - 1)} below. */
    ELU,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code tanh(x)}. */
    TANH,
    /** {@code x / (1 + exp(-parameter * x))}. */
    SWISH,
    /** {@code parameter * x}. */
    LINEAR
  }

  /** ReLU without a slope below 0. */
  public static final Function RELU = new Function(Kind.RELU, 0);

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
