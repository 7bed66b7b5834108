package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Operation;
import java.util.List;

/** The end of a branch: its values, or 0 where the branch is dropped and not computed. */
final class BranchDropoutKernel implements Kernel {

  private final double factor;
  private final Branches.Branch branch;

  BranchDropoutKernel(Operation.BranchDropout dropout, Branches.Branch branch) {
    this.factor = dropout.factor() / dropout.survival();
    this.branch = branch;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    assembly.onlyIf(branch::isKept);
    Tensor result = SumKernel.scaled(assembly, inputs.get(0), factor);
    assembly.onlyIf(branch::isDropped);
    assembly.zero("dropped branch", result);
    return result;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    return List.of(
        factor == 1
            ? result
            : new Gradient(SumKernel.scaled(assembly, result.tensor(), factor), true));
  }
}
