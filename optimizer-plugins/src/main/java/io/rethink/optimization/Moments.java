package io.rethink.optimization;

import io.rethink.api.optimization.Objective;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam's running means of the gradient, {@code m}, and of its square, {@code v}, and the step that
 * they give: {@code -rate * m / (sqrt(v) + epsilon)}, with both means corrected for their start at
 * 0. The correction depends on the number of steps taken, which the position in training tells; so
 * the two means are the whole state.
 */
final class Moments {

  private static final String MEAN = "mean";
  private static final String SQUARE = "square";

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final Memory memory = new Memory(MEAN, SQUARE);
  private final Level1 blas = Nd4j.getBlasWrapper().level1();

  Moments(double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /** Takes the objective's gradient into both means, and overwrites it. */
  void observe(Objective objective) {
    INDArray gradient = objective.gradient();
    INDArray mean = memory.vector(MEAN, objective.parameters());
    INDArray square = memory.vector(SQUARE, objective.parameters());
    long n = gradient.length();
    blas.scal(n, beta1, mean);
    blas.axpy(n, 1 - beta1, gradient, mean);
    gradient.muli(gradient);
    blas.scal(n, beta2, square);
    blas.axpy(n, 1 - beta2, gradient, square);
  }

  /** Steps down from the objective's parameters; its gradient serves as scratch. */
  void descend(Objective objective, double rate) {
    double steps = objective.position().step() + 1.0;
    double meanCorrection = 1 - Math.pow(beta1, steps);
    double rootCorrection = Math.sqrt(1 - Math.pow(beta2, steps));
    INDArray parameters = objective.parameters();
    INDArray scratch = objective.gradient();
    // Both corrections are taken out of the quotient, which leaves one factor for all parameters.
    Nd4j.exec(new Sqrt(memory.vector(SQUARE, parameters), scratch));
    scratch.addi(epsilon * rootCorrection);
    memory.vector(MEAN, parameters).divi(scratch, scratch);
    blas.axpy(parameters.length(), -rate * rootCorrection / meanCorrection, scratch, parameters);
  }

  Map<String, INDArray> view() {
    return memory.view();
  }

  void restore(Map<String, INDArray> state) {
    memory.restore(state);
  }
}
