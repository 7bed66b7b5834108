package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.PackedInputs;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A network gives the same bits for a packed batch as for the floats that it stands for. */
class PackedBatchTest {

  private static final InputShape IMAGE = new InputShape(3, 8, 8);
  private static final InputShape VECTOR = InputShape.vector(13);

  static Stream<Arguments> networks() {
    ComputationGraphConfiguration images = CompiledNetworkTest.small();
    ComputationGraphConfiguration vectors =
        Networks.chain(VECTOR, new DenseLayer.Builder().nOut(5).build());
    return Stream.of(new CompiledEngine(), new Dl4jEngine())
        .flatMap(
            engine ->
                Stream.of(
                    Arguments.of(engine, images, IMAGE), Arguments.of(engine, vectors, VECTOR)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void packedBatchesCountAsTheirFloats(
      Engine engine, ComputationGraphConfiguration configuration, InputShape shape)
      throws Exception {
    try (Network ofBytes = engine.build(configuration, shape, 1);
        Network ofFloats = engine.build(configuration, shape, 1)) {
      for (int size : new int[] {16, 7, 1}) {
        Batch packed = packed(shape, size);
        Batch floats = packed(shape, size);
        floats.unpack();
        assertThat(floats.isPacked()).isFalse();
        assertThat(ofBytes.train(packed, 1)).isEqualTo(ofFloats.train(floats, 1));
        assertThat(ofBytes.gradient()).isEqualTo(ofFloats.gradient());
        float[] found = new float[size * Networks.CLASSES];
        float[] expected = new float[size * Networks.CLASSES];
        double loss = ofBytes.evaluate(packed(shape, size), found);
        assertThat(loss).isEqualTo(ofFloats.evaluate(floats, expected));
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  private static Batch packed(InputShape shape, int size) {
    Random random = new Random(size);
    Batch batch = new Batch(shape, size);
    batch.size(size);
    PackedInputs inputs = batch.packedInputs();
    byte[] values = new byte[shape.size()];
    for (int i = 0; i < size; i++) {
      random.nextBytes(values);
      inputs.put(i, values, random.nextFloat(), 1 + random.nextFloat());
      batch.labels()[i] = random.nextInt(Networks.CLASSES);
    }
    batch.packed(true);
    return batch;
  }
}
