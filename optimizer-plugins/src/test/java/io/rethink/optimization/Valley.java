package io.rethink.optimization;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Position;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code f(w) = sum_i a_i (w_i - c_i)² / 2 + sin(w_1 w_2)} from a fixed start, to walk down. The
 * last parameter stands for a running statistic: its gradient is 0.
 */
final class Valley implements Objective {

  private static final float[] A = {1, 10, 0.1f, 3, 0};
  private static final float[] C = {1, -2, 0.5f, 0, 0};

  private final INDArray parameters = Nd4j.createFromArray(new float[][] {{0, 1, -1, 2, 7}});
  private final INDArray gradient = Nd4j.zeros(1, 5);
  private final int stepsPerEpoch;
  private long step;

  Valley(int stepsPerEpoch) {
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** Takes steps until {@code steps} have been taken in all, and returns where that leads. */
  double[] after(int steps, Optimizer optimizer) {
    for (; step < steps; step++) {
      optimizer.step(this);
    }
    return parameters.toDoubleVector();
  }

  /** Goes to another place, as a run does that continues from a checkpoint. */
  void moveTo(double[] values, long steps) {
    parameters.assign(Nd4j.createFromArray(values).castTo(parameters.dataType()));
    step = steps;
  }

  @Override
  public INDArray parameters() {
    return parameters;
  }

  /** Two weights, a bias, a scale and a statistic. */
  @Override
  public List<ParameterBlock> blocks() {
    return List.of(
        block("W", Role.WEIGHT, 0, 2),
        block("b", Role.BIAS, 2, 1),
        block("gamma", Role.NORMALIZATION, 3, 1),
        block("mean", Role.STATISTIC, 4, 1));
  }

  private static ParameterBlock block(String name, Role role, long offset, long length) {
    return new ParameterBlock("layer", name, role, offset, List.of(1L, length), 'c');
  }

  @Override
  public INDArray gradient() {
    return gradient;
  }

  @Override
  public double evaluate() {
    float[] w = parameters.toFloatVector();
    double value = Math.sin((double) w[0] * w[1]);
    double slope = Math.cos((double) w[0] * w[1]);
    for (int i = 0; i < w.length; i++) {
      double d = w[i] - C[i];
      value += A[i] * d * d / 2;
      double other = i == 0 ? slope * w[1] : i == 1 ? slope * w[0] : 0;
      gradient.putScalar(i, (float) (A[i] * d + other));
    }
    return value;
  }

  @Override
  public Position position() {
    return new Position(step, stepsPerEpoch, 100);
  }
}
