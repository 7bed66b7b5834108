package io.rethink.engine.compiled.stock;

import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.dl4j.StatisticChanges;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One vertex's stretch of the network's vectors.
 *
 * @param blocks the vertex's parameter arrays, which lie side by side
 * @param parameters the network's, {@code [1, n]}
 * @param gradient the network's, {@code [1, n]}
 */
record OwnParameters(List<ParameterBlock> blocks, INDArray parameters, INDArray gradient) {

  /** The part of the gradient that belongs to the vertex; empty if it has no parameters. */
  Optional<INDArray> gradientView() {
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    long start = blocks.stream().mapToLong(ParameterBlock::offset).min().orElseThrow();
    long length = blocks.stream().mapToLong(ParameterBlock::length).sum();
    return Optional.of(
        gradient.get(
            NDArrayIndex.interval(0, 1, false), NDArrayIndex.interval(start, start + length)));
  }

  /** Moves the running statistics as the last pass says. */
  void settleStatistics() {
    StatisticChanges.settle(blocks, parameters, gradient);
  }
}
