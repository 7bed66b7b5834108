package io.rethink.engine.compiled.program;

import java.util.List;

/** Records the steps of one operation. Made for one program; keeps what the way back needs. */
interface Kernel {

  /** Records the way forward, and returns the result. */
  Tensor forward(Assembly assembly, List<Tensor> inputs);

  /**
   * Records the way back: parameter gradients into the network's vector, and the inputs' gradients.
   *
   * @param result the gradient of the result
   * @param needed for each input, whether its gradient is needed
   * @return for each input what is contributed to its gradient; what stands where none is needed is
   *     not read
   */
  List<? extends Contribution> backward(Assembly assembly, Gradient result, List<Boolean> needed);
}
