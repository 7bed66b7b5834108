package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
          double slope = gradient.getDouble(i);
          v[i] = 0.9 * v[i] + slope;
          w[i] = parameters.getDouble(i) - rate * (nesterov ? slope + 0.9 * v[i] : v[i]);
        }
        network.descend(velocity, momentum, rate, Map.of());
        assertThat(velocity.toDoubleVector()).containsExactly(v, within(1e-6));
        assertThat(parameters.toDoubleVector()).containsExactly(w, within(1e-6));
      }
      assertThat(Arrays.stream(v).map(Math::abs).max().orElseThrow()).isGreaterThan(0.01);
      // Another array is another velocity, and one of another length is none.
      INDArray other = Nd4j.zeros(velocity.shape());
      network.descend(other, momentum, 0.03, Map.of());
      assertThat(other).isEqualTo(network.gradient());
      assertThatThrownBy(() -> network.descend(Nd4j.zeros(1, 3), momentum, 0.03, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a velocity of 3 values");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decaysEachArrayByItsCoefficientAsStockDl4jDoes(boolean nesterov) throws Exception {
    Momentum momentum = new Momentum(0.9, nesterov);
    try (CompiledNetwork network = compile();
        Network stock =
            new Dl4jEngine().build(CompiledNetworkTest.small(), CompiledNetworkTest.IMAGE, 5)) {
      Map<ParameterBlock, Double> decay = decay(network.parameters());
      INDArray velocity = Nd4j.zeros(network.gradient().shape());
      INDArray stockVelocity = velocity.dup();
      double[] coefficients = new double[Math.toIntExact(velocity.length())];
      decay.forEach(
          (block, coefficient) ->
              Arrays.fill(
                  coefficients,
                  Math.toIntExact(block.offset()),
                  Math.toIntExact(block.offset() + block.length()),
                  coefficient));
      double[] v = new double[coefficients.length];
      for (int step = 0; step < 3; step++) {
        network.train(CompiledNetworkTest.batch(16, step), 1);
        stock.gradient().assign(network.gradient());
        stock.parameters().vector().assign(network.parameters().vector());
        double[] w = network.parameters().vector().toDoubleVector();
        for (int i = 0; i < v.length; i++) {
          double slope = network.gradient().getDouble(i) + coefficients[i] * w[i];
          v[i] = 0.9 * v[i] + slope;
          w[i] -= 0.1 * (nesterov ? slope + 0.9 * v[i] : v[i]);
        }
        network.descend(velocity, momentum, 0.1, decay);
        stock.descend(stockVelocity, momentum, 0.1, decay);
        assertThat(velocity.toDoubleVector()).containsExactly(v, within(1e-6));
        assertThat(network.parameters().vector().toDoubleVector()).containsExactly(w, within(1e-6));
        assertThat(stock.parameters().vector().toDoubleVector()).containsExactly(w, within(1e-6));
      }
    }
  }

  /** One coefficient for weights, another one for biases, none for the rest. */
  private static Map<ParameterBlock, Double> decay(Parameters parameters) {
    Map<ParameterBlock, Double> decay = new HashMap<>();
    for (ParameterBlock block : parameters.blocks()) {
      if (block.role() == Role.WEIGHT || block.role() == Role.BIAS) {
        decay.put(block, block.role() == Role.WEIGHT ? 0.5 : 0.25);
      }
    }
    return decay;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void staysBesideStockDl4jThroughTwoHundredSteps(boolean nesterov) throws Exception {
    Momentum momentum = new Momentum(0.9, nesterov);
    try (CompiledNetwork network = compile();
        Network stock =
            new Dl4jEngine().build(CompiledNetworkTest.small(), CompiledNetworkTest.IMAGE, 5)) {
      Map<ParameterBlock, Double> decay = decay(network.parameters());
      INDArray velocity = network.gradient().mul(0);
      INDArray stockVelocity = network.gradient().mul(0);
      for (int step = 0; step < 200; step++) {
        Batch batch = CompiledNetworkTest.batch(16, step % 8);
        // Without decay in every other ten steps, and at a rate that falls.
        Map<ParameterBlock, Double> used = step / 10 % 2 == 0 ? decay : Map.of();
        double rate = 0.005 * Math.pow(0.99, step);
        double loss = network.train(batch, 1);
        network.descend(velocity, momentum, rate, used);
        double expected = stock.train(batch, 1);
        stock.descend(stockVelocity, momentum, rate, used);
        assertThat(loss).as("step %d", step).isCloseTo(expected, within(1e-3));
      }
    }
  }
}
