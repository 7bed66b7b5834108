package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** NaN and infinity in one example of a batch, for each kind of layer. */
class NonFiniteValuesTest {

  private static final String NETWORKS = "io.rethink.engine.compiled.LayerKindsTest#networks";
  private static final String OTHERS =
      "io.rethink.engine.compiled.LayerKindsTest#networksWhoseGradientStockDl4jGetsWrong";
  private static final int CLASSES = Networks.CLASSES;
  private static final int SIZE = 4;
  private static final int SPOILT = 2;

  /** The first pixel, one in between, and the last. */
  private static final int[] PIXELS = {0, 150, 314};

  private static Batch batch() {
    return StockReference.batch(LayerKindsTest.IMAGE, CLASSES, SIZE, 1);
  }

  private static Batch batch(int pixel, float value) {
    Batch batch = batch();
    batch.inputs()[SPOILT * LayerKindsTest.IMAGE.size() + pixel] = value;
    return batch;
  }

  private static float[] scores(Network network, Batch batch) {
    float[] scores = new float[SIZE * CLASSES];
    network.evaluate(batch, scores);
    return scores;
  }

  private static CompiledNetwork compile(ComputationGraphConfiguration configuration)
      throws Exception {
    return new CompiledEngine().compile(configuration, LayerKindsTest.IMAGE, 1);
  }

  @ParameterizedTest
  @MethodSource({NETWORKS, OTHERS})
  void nanReachesTheScoresOfItsExampleAloneAndTheLoss(ComputationGraphConfiguration configuration)
      throws Exception {
    try (CompiledNetwork network = compile(configuration)) {
      float[] expected = scores(network, batch());
      Arrays.fill(expected, SPOILT * CLASSES, (SPOILT + 1) * CLASSES, Float.NaN);
      for (int pixel : PIXELS) {
        assertThat(scores(network, batch(pixel, Float.NaN))).isEqualTo(expected);
      }
      assertThat(network.train(batch(PIXELS[0], Float.NaN), 1)).isNaN();
      assertThat(network.train(batch(), 1)).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource({NETWORKS, OTHERS})
  void infinityMakesThoseScoresInfiniteOrNanThatItMakesSoInStockDl4j(
      ComputationGraphConfiguration configuration) throws Exception {
    try (CompiledNetwork network = compile(configuration);
        Network stock = new Dl4jEngine().build(configuration, LayerKindsTest.IMAGE, 1)) {
      for (float value : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        for (int pixel : PIXELS) {
          Batch batch = batch(pixel, value);
          assertThat(finite(scores(network, batch))).isEqualTo(finite(scores(stock, batch)));
        }
      }
    }
  }

  private static boolean[] finite(float[] values) {
    boolean[] finite = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      finite[i] = Float.isFinite(values[i]);
    }
    return finite;
  }
}
