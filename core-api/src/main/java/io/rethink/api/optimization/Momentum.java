package io.rethink.api.optimization;

import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Momentum (Polyak 1964) on whole vectors, all {@code [1, n]} and of one type, by BLAS: the
 * velocity {@code v} sums up gradients {@code g}, the older the less.
 */
public final class Momentum {

  private Momentum() {}

  /** Takes a gradient into the velocity: {@code v = momentum * v + g}. */
  public static void accumulate(INDArray velocity, double momentum, INDArray gradient) {
    Level1 blas = Nd4j.getBlasWrapper().level1();
    long n = velocity.length();
    blas.scal(n, momentum, velocity);
    blas.axpy(n, 1, gradient, velocity);
  }

  /**
   * Takes a gradient into the velocity, and moves the parameters {@code w} against that: {@code v =
   * momentum * v + g; w = w - rate * v}.
   */
  public static void descend(
      INDArray parameters, INDArray gradient, INDArray velocity, double momentum, double rate) {
    accumulate(velocity, momentum, gradient);
    Nd4j.getBlasWrapper().level1().axpy(velocity.length(), -rate, velocity, parameters);
  }
}
