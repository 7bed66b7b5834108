package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * How far a compiled network is from stock DL4J in double precision, at most.
 *
 * @param loss relative error of the loss, absolute where the loss is 0
 * @param gradient as {@link StockReference#gradientError}
 */
record Errors(double loss, double gradient) {

  /** Of batches of the given sizes; {@code seed} draws the first weights. */
  static Errors of(
      ComputationGraphConfiguration configuration, InputShape shape, long seed, int... batchSizes)
      throws UnknownLayerException {
    return of(new CompiledEngine(), configuration, shape, seed, batchSizes);
  }

  /** Of a network that {@code engine} compiles. */
  static Errors of(
      CompiledEngine engine,
      ComputationGraphConfiguration configuration,
      InputShape shape,
      long seed,
      int... batchSizes)
      throws UnknownLayerException {
    try (CompiledNetwork network = engine.compile(configuration, shape, seed)) {
      return of(network, configuration, shape, batchSizes);
    }
  }

  /** Of a compiled network. */
  static Errors of(
      CompiledNetwork network,
      ComputationGraphConfiguration configuration,
      InputShape shape,
      int... batchSizes) {
    double loss = 0;
    double gradient = 0;
    try (StockReference reference = new StockReference(configuration, shape, Networks.CLASSES)) {
      for (int size : batchSizes) {
        Batch batch = StockReference.batch(shape, Networks.CLASSES, size, size);
        double expected = reference.train(network, batch);
        double found = network.train(batch, 1);
        loss = Math.max(loss, Math.abs(found - expected) / (expected == 0 ? 1 : expected));
        gradient = Math.max(gradient, reference.gradientError(network));
      }
    }
    return new Errors(loss, gradient);
  }
}
