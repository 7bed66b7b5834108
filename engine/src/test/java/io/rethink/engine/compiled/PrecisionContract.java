package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** What holds of compiled networks in any precision. */
abstract class PrecisionContract {

  private final InputShape shape;

  PrecisionContract(InputShape shape) {
    this.shape = shape;
  }

  /** A network of layers of all sorts. */
  abstract ComputationGraphConfiguration network();

  /** Compiles a network in the precision under test, from the same seed each time. */
  abstract CompiledNetwork compile(ComputationGraphConfiguration configuration) throws Exception;

  private Batch batch(int size, long seed) {
    return StockReference.batch(shape, Networks.CLASSES, size, seed);
  }

  /** A step of plain gradient descent. */
  static void descend(Network network, double rate) {
    network.parameters().vector().subi(network.gradient().mul(rate));
  }

  @Test
  void twoNetworksOfOneSeedGiveTheSameBits() throws Exception {
    try (CompiledNetwork one = compile(network());
        CompiledNetwork other = compile(network())) {
      for (int step = 0; step < 5; step++) {
        Batch batch = batch(13, step);
        assertThat(one.train(batch, step + 1)).isEqualTo(other.train(batch, step + 1));
        assertThat(one.gradient()).isEqualTo(other.gradient());
        descend(one, 0.01);
        descend(other, 0.01);
      }
      assertThat(one.parameters().vector()).isEqualTo(other.parameters().vector());
    }
  }

  @Test
  void infinityAndNanInTheInputReachTheLoss() throws Exception {
    for (ComputationGraphConfiguration configuration :
        List.of(
            Networks.chain(
                shape,
                new DenseLayer.Builder().nOut(9).build(),
                new ActivationLayer(Activation.RELU)),
            Networks.chain(
                shape, Networks.convolution(8, 3, 1), new ActivationLayer(Activation.RELU)),
            Networks.chain(
                shape,
                Networks.convolution(8, 3, 1),
                new BatchNormalization.Builder().lockGammaBeta(true).build(),
                new ActivationLayer(Activation.RELU)),
            Networks.chain(shape, Networks.maxPooling()),
            Networks.chain(shape, new LocalResponseNormalization.Builder().build()))) {
      assertInfinityAndNanReachTheLoss(configuration);
    }
  }

  void assertInfinityAndNanReachTheLoss(ComputationGraphConfiguration configuration)
      throws Exception {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      try (CompiledNetwork network = compile(configuration)) {
        Batch spoilt = batch(4, 1);
        spoilt.inputs()[70] = value;
        assertThat(network.train(spoilt, 1)).isNaN();
        assertThat(network.train(batch(4, 1), 1)).isFinite();
      }
    }
  }
}
