package io.rethink.api.optimization;

import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Momentum (Polyak 1964): the velocity {@code v} sums up gradients {@code g}, the older the less,
 * and parameters {@code w} move against it, {@code v = factor * v + g; w = w - rate * v}. With
 * Nesterov's form they move against what the velocity will be if the gradient stays, {@code w = w -
 * rate * (g + factor * v)} (Sutskever et al. 2013, in the variables that PyTorch and TensorFlow
 * use). All vectors are {@code [1, n]} and of one type.
 *
 * @param factor how much of the velocity is kept, from 0 to less than 1
 * @param nesterov whether it is Nesterov's
 */
public record Momentum(double factor, boolean nesterov) {

  /** Polyak's momentum. */
  public static Momentum of(double factor) {
    return new Momentum(factor, false);
  }

  /** Takes a gradient into the velocity. */
  public void accumulate(INDArray velocity, INDArray gradient) {
    Level1 blas = Nd4j.getBlasWrapper().level1();
    long n = velocity.length();
    blas.scal(n, factor, velocity);
    blas.axpy(n, 1, gradient, velocity);
  }

  /** Takes a gradient into the velocity, and moves the parameters. */
  public void descend(INDArray parameters, INDArray gradient, INDArray velocity, double rate) {
    accumulate(velocity, gradient);
    Level1 blas = Nd4j.getBlasWrapper().level1();
    long n = velocity.length();
    if (nesterov) {
      blas.axpy(n, -rate, gradient, parameters);
      blas.axpy(n, -rate * factor, velocity, parameters);
    } else {
      blas.axpy(n, -rate, velocity, parameters);
    }
  }
}
