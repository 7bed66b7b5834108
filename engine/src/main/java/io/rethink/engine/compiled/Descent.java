package io.rethink.engine.compiled;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.compiled.program.Compiler;
import io.rethink.engine.compiled.program.DescentProgram;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's update by momentum and weight decay, as a program that is kept from step to step. */
final class Descent implements AutoCloseable {

  private final Compiler compiler;
  private @Nullable DescentProgram program;
  private long place;
  private @Nullable Momentum momentum;
  private Map<ParameterBlock, Double> decay = Map.of();

  Descent(Compiler compiler) {
    this.compiler = compiler;
  }

  /** Updates velocity and parameters; {@code velocity} is as long as the parameters. */
  void step(
      INDArray velocity, Momentum newMomentum, double rate, Map<ParameterBlock, Double> newDecay) {
    Pointer pointer = velocity.data().addressPointer();
    if (program == null
        || pointer.address() != place
        || !newMomentum.equals(momentum)
        || !newDecay.equals(decay)) {
      close();
      place = pointer.address();
      momentum = newMomentum;
      decay = Map.copyOf(newDecay);
      program = compiler.descent(pointer, newMomentum, decay);
    }
    program.run((float) rate);
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
      program = null;
    }
  }
}
