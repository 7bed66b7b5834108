package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frozen layers are no business of optimizers and regularizers. */
class FrozenLayersTest {

  static List<Arguments> networks() {
    Layer[] first = {new FrozenLayer(dense()), dense()};
    Layer[] passing = {dense(), new FrozenLayerWithBackprop(dense())};
    Layer[] blocking = {dense(), new FrozenLayer(dense())};
    return List.of(
        Arguments.of(new CompiledEngine(), first, "layer0", Set.of("layer1", "output")),
        Arguments.of(new Dl4jEngine(), first, "layer0", Set.of("layer1", "output")),
        Arguments.of(new CompiledEngine(), passing, "layer1", Set.of("layer0", "output")),
        Arguments.of(new Dl4jEngine(), passing, "layer1", Set.of("layer0", "output")),
        // Stock DL4J has no way back behind a frozen layer.
        Arguments.of(new CompiledEngine(), blocking, "layer1", Set.of("output")));
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(8).build();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theirParametersAreMarkedAndHaveNoGradient(
      Engine engine, Layer[] layers, String frozen, Set<String> moved) {
    ComputationGraphConfiguration configuration = Networks.chain(LayerKindsTest.IMAGE, layers);
    try (Network network = engine.build(configuration, LayerKindsTest.IMAGE, 3)) {
      network.train(StockReference.batch(LayerKindsTest.IMAGE, Networks.CLASSES, 6, 1), 1);
      List<ParameterBlock> blocks = network.parameters().blocks();
      assertThat(blocks).hasSize(6);
      for (ParameterBlock block : blocks) {
        assertThat(block.role() == Role.FROZEN).isEqualTo(block.layer().equals(frozen));
        assertThat(block.slice(network.gradient()).amaxNumber().doubleValue() > 0)
            .as("gradient of %s of %s", block.name(), block.layer())
            .isEqualTo(moved.contains(block.layer()));
      }
      assertThat(network.parameters().trainable())
          .isLessThan(network.parameters().vector().length());
    }
  }
}
