package io.rethink.engine.compiled;

import io.rethink.api.optimization.Momentum;
import io.rethink.engine.compiled.program.Compiler;
import io.rethink.engine.compiled.program.Program;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The momentum update of a network, as a program that is made anew when the rate changes. */
final class Descent implements AutoCloseable {

  private final Compiler compiler;
  private @Nullable Program program;
  private long place;
  private @Nullable Momentum momentum;
  private float rate;

  Descent(Compiler compiler) {
    this.compiler = compiler;
  }

  /** Updates velocity and parameters; {@code velocity} is as long as the parameters. */
  void step(INDArray velocity, Momentum newMomentum, double newRate) {
    Pointer pointer = velocity.data().addressPointer();
    if (program == null
        || pointer.address() != place
        || !newMomentum.equals(momentum)
        || (float) newRate != rate) {
      close();
      place = pointer.address();
      momentum = newMomentum;
      rate = (float) newRate;
      program = compiler.descent(pointer, newMomentum, rate);
    }
    program.run();
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
      program = null;
    }
  }
}
