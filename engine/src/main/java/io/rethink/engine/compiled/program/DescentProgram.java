package io.rethink.engine.compiled.program;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.compiled.onednn.Layout;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * Moves parameters with momentum against their gradient plus what decays of them. The rate may be
 * another one each time. With Nesterov's momentum, what decays is added to the gradient vector
 * itself; without, that stays as it is.
 */
public final class DescentProgram implements AutoCloseable {

  private final Program program;
  private final FloatPointer minusRate;
  private final FloatPointer minusRateTimesFactor;
  private final float factor;

  private DescentProgram(
      Program program, FloatPointer minusRate, FloatPointer minusRateTimesFactor, float factor) {
    this.program = program;
    this.minusRate = minusRate;
    this.minusRateTimesFactor = minusRateTimesFactor;
    this.factor = factor;
  }

  /**
   * Makes the program.
   *
   * @param velocity where the momentum's velocity is; the caller keeps it alive
   * @param decay the coefficients of the arrays that decay
   */
  static DescentProgram of(
      Assembly assembly,
      Arenas arenas,
      ParameterTensors parameters,
      FloatPointer velocity,
      Momentum momentum,
      Map<ParameterBlock, Double> decay) {
    float factor = (float) momentum.factor();
    Tensor one = scalar(assembly, 1);
    Tensor minusRate = scalar(assembly, 0);
    Tensor minusRateTimesFactor = scalar(assembly, 0);
    Map<Float, Tensor> coefficients = new HashMap<>();
    assembly.at("update");
    for (Stretch stretch : Stretch.of(parameters.blocks(), decay)) {
      Tensor values = parameters.parameters(assembly, stretch);
      Tensor gradient = parameters.gradients(assembly, stretch);
      Tensor speed = ParameterTensors.in(assembly, velocity, stretch);
      @Nullable Tensor coefficient =
          stretch.decay() == 0
              ? null
              : coefficients.computeIfAbsent(stretch.decay(), value -> scalar(assembly, value));
      if (!momentum.nesterov()) {
        if (coefficient == null) {
          Binary.accumulate(assembly, speed, factor, gradient, one, null);
        } else {
          Binary.accumulate(assembly, speed, factor, values, coefficient, gradient);
        }
        Binary.accumulate(assembly, values, 1, speed, minusRate, null);
      } else {
        if (coefficient != null) {
          Binary.accumulate(assembly, gradient, 1, values, coefficient, null);
        }
        Binary.accumulate(assembly, speed, factor, gradient, one, null);
        Binary.accumulate(assembly, values, 1, gradient, minusRate, null);
        Binary.accumulate(assembly, values, 1, speed, minusRateTimesFactor, null);
      }
    }
    return new DescentProgram(
        assembly.build(arenas),
        minusRate.storage().pointer(),
        minusRateTimesFactor.storage().pointer(),
        factor);
  }

  private static Tensor scalar(Assembly assembly, float value) {
    return assembly.constant(new float[] {value}, Layout.plain(1));
  }

  /** Takes a step at the learning rate {@code rate}. */
  public void run(float rate) {
    minusRate.put(-rate);
    minusRateTimesFactor.put(-rate * factor);
    program.run();
  }

  @Override
  public void close() {
    program.close();
  }
}
