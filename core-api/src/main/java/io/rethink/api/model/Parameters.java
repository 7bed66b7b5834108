package io.rethink.api.model;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's parameters: one flat vector and the blocks it consists of.
 *
 * @param vector all parameters, {@code [1, n]} float32, in the order of {@code blocks}
 * @param blocks the parameter arrays, in the order of their offsets
 */
public record Parameters(INDArray vector, List<ParameterBlock> blocks) {

  public Parameters {
    blocks = List.copyOf(blocks);
  }

  /** The blocks of the given role, in order. */
  public Stream<ParameterBlock> blocks(ParameterBlock.Role role) {
    return blocks.stream().filter(block -> block.role() == role);
  }

  /** Number of parameters that are trained: all but running statistics and frozen layers. */
  public long trainable() {
    return blocks.stream()
        .filter(ParameterBlock::isTrained)
        .mapToLong(ParameterBlock::length)
        .sum();
  }
}
