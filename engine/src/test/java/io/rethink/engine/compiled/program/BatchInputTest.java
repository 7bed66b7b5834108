package io.rethink.engine.compiled.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program makes of packed values, beside what Java makes of them: the same bits. */
class BatchInputTest {

  private static final Arithmetic ARITHMETIC =
      new Arithmetic(
          ConvolutionAlgorithm.AUTO, ValueType.FLOAT32, ValueType.FLOAT32, Parts.UNLIMITED);

  @ParameterizedTest
  @CsvSource({"128, 3, 28, 28", "5, 3, 7, 9", "1, 1, 28, 28", "3, 1, 1, 1", "7, 13, 1, 1"})
  void packedValuesAreUnpacked(int examples, int channels, int height, int width) {
    Batch batch = new Batch(new InputShape(channels, height, width), examples);
    batch.size(examples);
    Random random = new Random(1);
    random.nextBytes(batch.packedInputs().bytes());
    for (int i = 0; i < examples; i++) {
      batch.packedInputs().centres()[i] = random.nextFloat();
      batch.packedInputs().scales()[i] = 4 * random.nextFloat();
    }
    batch.packed(true);
    float[] found = new float[batch.inputs().length];
    try (Processor processor = new Processor();
        Arenas arenas = new Arenas();
        Assembly assembly = new Assembly(processor, ARITHMETIC, Purpose.SCORING)) {
      BatchInput input = new BatchInput(assembly, new long[] {examples, channels, height, width});
      assembly.keep(input.values());
      try (Program program = assembly.build(arenas)) {
        input.put(batch);
        program.run();
        input.values().storage().pointer().get(found);
        batch.unpack();
        assertThat(found).isEqualTo(batch.inputs());
        batch.inputs()[0] = -7;
        input.put(batch);
        program.run();
        input.values().storage().pointer().get(found);
        assertThat(found).isEqualTo(batch.inputs());
      }
    }
  }
}
