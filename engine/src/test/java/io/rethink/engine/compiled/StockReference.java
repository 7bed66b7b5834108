package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stock DL4J in double precision, with the parameters of a network under test. */
final class StockReference implements AutoCloseable {

  private final ComputationGraph graph;
  private final InputShape shape;
  private final int classes;

  StockReference(ComputationGraphConfiguration configuration, InputShape shape, int classes) {
    this.graph = Dl4jEngine.initialize(configuration, 1).convertDataType(DataType.DOUBLE);
    this.shape = shape;
    this.classes = classes;
  }

  /** A batch of standard normal inputs and uniform labels. */
  static Batch batch(InputShape shape, int classes, int size, long seed) {
    Random random = new Random(seed);
    Batch batch = new Batch(shape, size);
    for (int i = 0; i < batch.inputs().length; i++) {
      batch.inputs()[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < size; i++) {
      batch.labels()[i] = random.nextInt(classes);
    }
    batch.size(size);
    return batch;
  }

  private void take(Network network, Batch batch) {
    graph.params().assign(network.parameters().vector().castTo(DataType.DOUBLE));
    float[] values = java.util.Arrays.copyOf(batch.inputs(), batch.size() * shape.size());
    long[] sides =
        shape.isVector()
            ? new long[] {batch.size(), shape.channels()}
            : new long[] {batch.size(), shape.channels(), shape.height(), shape.width()};
    graph.setInputs(Nd4j.create(values, sides, 'c').castTo(DataType.DOUBLE));
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, batch.size(), classes);
    for (int i = 0; i < batch.size(); i++) {
      labels.putScalar(i, batch.labels()[i], 1);
    }
    graph.setLabels(labels);
  }

  /** The mean loss at the network's parameters; leaves its gradient in {@link #gradient}. */
  double train(Network network, Batch batch) {
    take(network, batch);
    graph.computeGradientAndScore();
    graph.getFlattenedGradients().divi(batch.size());
    return graph.score();
  }

  INDArray gradient() {
    return graph.getFlattenedGradients();
  }

  /**
   * The largest difference of a block of the network's gradient to that of this reference, over the
   * largest value of the reference's block (of the whole gradient where the block's is 0).
   */
  double gradientError(Network network) {
    double largest = 0;
    for (ParameterBlock block : network.parameters().blocks()) {
      if (block.role() == ParameterBlock.Role.STATISTIC) {
        continue;
      }
      largest = Math.max(largest, blockError(network, block));
    }
    return largest;
  }

  double blockError(Network network, ParameterBlock block) {
    INDArray whole = gradient().reshape(1, gradient().length());
    INDArray expected = block.slice(whole);
    INDArray found = block.slice(network.gradient()).castTo(DataType.DOUBLE);
    double scale = expected.amaxNumber().doubleValue();
    if (scale < 1e-7 * whole.amaxNumber().doubleValue()) {
      scale = whole.amaxNumber().doubleValue();
    }
    return found.sub(expected).amaxNumber().doubleValue() / scale;
  }

  /**
   * The difference of the network's gradient to the slope of this reference's loss, along a random
   * direction within a block, over the block's norm.
   */
  double slopeError(Network network, Batch batch, ParameterBlock block) {
    final double step = 1e-8;
    INDArray found = block.slice(network.gradient()).castTo(DataType.DOUBLE);
    INDArray direction = Nd4j.zeros(DataType.DOUBLE, 1, block.length());
    Random random = new Random(block.offset());
    for (long i = 0; i < block.length(); i++) {
      direction.putScalar(i, random.nextBoolean() ? 1 : -1);
    }
    take(network, batch);
    INDArray parameters = block.slice(graph.params().reshape(1, graph.params().length()));
    parameters.addi(direction.mul(step));
    graph.computeGradientAndScore();
    double above = graph.score();
    parameters.subi(direction.mul(2 * step));
    graph.computeGradientAndScore();
    double slope = (above - graph.score()) / (2 * step);
    double expected = found.mul(direction).sumNumber().doubleValue();
    return Math.abs(slope - expected) / found.norm2Number().doubleValue();
  }

  @Override
  public void close() {
    graph.close();
  }
}
