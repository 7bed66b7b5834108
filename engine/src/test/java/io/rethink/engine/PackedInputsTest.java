package io.rethink.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedInputsTest {

  @Test
  void eachByteIsTheFractionThatItStandsFor() {
    byte[] bytes = new byte[256];
    for (int value = 0; value < 256; value++) {
      assertThat(PackedInputs.pack(value / 255f)).isEqualTo(value);
      bytes[value] = (byte) value;
    }
    float[] target = new float[258];
    PackedInputs others = new PackedInputs(3, 256);
    others.put(2, bytes, 0.25f, 3);
    PackedInputs packed = new PackedInputs(2, 256);
    packed.put(1, others, 2);
    packed.unpack(1, target, 1);
    for (int value = 0; value < 256; value++) {
      assertThat(target[value + 1]).isEqualTo((value / 255f - 0.25f) * 3);
    }
    assertThat(target[0]).isZero();
    assertThat(target[257]).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        -0f,
        -1 / 255f,
        256 / 255f,
        0.5f,
        0.1f,
        1.0000001f,
        Float.MIN_VALUE,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY
      })
  void whatNoByteStandsForExactlyIsNotPacked(float value) {
    assertThat(PackedInputs.pack(value)).isEqualTo(-1);
  }
}
