package io.rethink.engine.compiled.program;

import java.util.List;

/**
 * An operation that somebody else computes, on plain row-major arrays. It keeps what its way back
 * needs from one call to the next.
 */
public interface PlainOperation {

  /** What a program's steps are to be called. */
  String name();

  /**
   * Computes the result.
   *
   * @param inputs the inputs' values, the batch's examples one after the other
   * @param batch number of examples
   * @param training whether the way back follows
   * @param noiseSeed of what is random in it
   * @return the result's values
   */
  float[] forward(List<float[]> inputs, int batch, boolean training, long noiseSeed);

  /**
   * Computes the inputs' gradients after {@link #forward}, and writes those of its parameters to
   * the network's gradient vector.
   *
   * @param gradient the gradient of the result
   * @return for each input its gradient
   */
  List<float[]> backward(float[] gradient);
}
