package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.optimization.Momentum;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DescentTest {

  private static CompiledNetwork compile() throws UnknownLayerException {
    return new CompiledEngine().compile(CompiledNetworkTest.small(), CompiledNetworkTest.IMAGE, 5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void descendsWithTheMomentumAndTheRateOfEachStep(boolean nesterov) throws Exception {
    Momentum momentum = new Momentum(0.9, nesterov);
    try (CompiledNetwork network = compile()) {
      double[] rates = {0.1, 0.1, 0.03};
      INDArray velocity = Nd4j.zeros(network.gradient().shape());
      double[] v = new double[Math.toIntExact(velocity.length())];
      double[] w = network.parameters().vector().toDoubleVector();
      for (double rate : rates) {
        INDArray parameters = network.parameters().vector();
        network.train(CompiledNetworkTest.batch(16, 1), 1);
        INDArray gradient = network.gradient();
        for (int i = 0; i < v.length; i++) {
          v[i] = 0.9 * v[i] + gradient.getDouble(i);
          double direction = nesterov ? gradient.getDouble(i) + 0.9 * v[i] : v[i];
          w[i] = parameters.getDouble(i) - rate * direction;
        }
        network.descend(velocity, momentum, rate);
        assertThat(velocity.toDoubleVector()).containsExactly(v, within(1e-6));
        assertThat(parameters.toDoubleVector()).containsExactly(w, within(1e-6));
      }
      assertThat(Arrays.stream(v).map(Math::abs).max().orElseThrow()).isGreaterThan(0.01);
      // Another array is another velocity, and one of another length is none.
      INDArray other = Nd4j.zeros(velocity.shape());
      network.descend(other, momentum, 0.03);
      assertThat(other).isEqualTo(network.gradient());
      assertThatThrownBy(() -> network.descend(Nd4j.zeros(1, 3), momentum, 0.03))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a velocity of 3 values");
    }
  }

  @Test
  void staysBesideStockDl4jThroughTwoHundredStepsOfMomentum() throws Exception {
    try (CompiledNetwork network = compile();
        Network stock =
            new Dl4jEngine().build(CompiledNetworkTest.small(), CompiledNetworkTest.IMAGE, 5)) {
      INDArray velocity = network.gradient().mul(0);
      INDArray stockVelocity = network.gradient().mul(0);
      for (int step = 0; step < 200; step++) {
        Batch batch = CompiledNetworkTest.batch(16, step % 8);
        double loss = step(network, batch, velocity);
        double expected = step(stock, batch, stockVelocity);
        assertThat(loss).as("step %d", step).isCloseTo(expected, within(1e-3));
      }
    }
  }

  private static double step(Network network, Batch batch, INDArray velocity) {
    final double loss = network.train(batch, 1);
    velocity.muli(0.9).addi(network.gradient());
    network.parameters().vector().subi(velocity.mul(0.005));
    return loss;
  }
}
