package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.Batch;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * How far a compiled network is from stock DL4J in double precision, at most.
 *
 * @param loss relative error of the loss, absolute where the loss is 0
 * @param gradient as {@link StockReference#gradientError}, if nothing else is said
 */
record Errors(double loss, double gradient) {

  /** The largest relative error of a gradient that rounding explains. */
  static final double TOLERANCE = 1e-5;

  /** Of batches of the given sizes; {@code seed} draws the first weights. */
  static Errors of(
      ComputationGraphConfiguration configuration, InputShape shape, long seed, int... batchSizes)
      throws UnknownLayerException {
    return of(new CompiledEngine(), configuration, shape, seed, batchSizes);
  }

  /**
   * Of a deep network, with those of up to eight first weights with which they are least, or small
   * enough. Where rounding moves a value to the other side of a ReLU or makes another one a
   * window's maximum, gradients of single weights differ by per cents, in PyTorch as well; with
   * some first weights that happens nowhere. A kernel that is wrong is so with all.
   */
  static Errors least(ComputationGraphConfiguration configuration, InputShape shape, int batchSize)
      throws UnknownLayerException {
    Errors least = new Errors(Double.MAX_VALUE, Double.MAX_VALUE);
    for (long seed = 1; seed <= 8 && least.gradient() >= TOLERANCE; seed++) {
      Errors errors = of(configuration, shape, seed, batchSize);
      least = errors.gradient() < least.gradient() ? errors : least;
    }
    return least;
  }

  /**
   * Where stock DL4J has the right loss and a wrong gradient: the gradient's error is the largest
   * {@link StockReference#slopeError}. {@code seed} draws the first weights.
   */
  static Errors bySlope(
      ComputationGraphConfiguration configuration, InputShape shape, long seed, int batchSize)
      throws UnknownLayerException {
    try (CompiledNetwork network = new CompiledEngine().compile(configuration, shape, seed);
        StockReference reference = new StockReference(configuration, shape, Networks.CLASSES)) {
      Batch batch = StockReference.batch(shape, Networks.CLASSES, batchSize, 1);
      double loss = Math.abs(network.train(batch, 1) / reference.train(network, batch) - 1);
      double gradient = 0;
      for (ParameterBlock block : network.parameters().blocks()) {
        gradient = Math.max(gradient, reference.slopeError(network, batch, block));
      }
      return new Errors(loss, gradient);
    }
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
