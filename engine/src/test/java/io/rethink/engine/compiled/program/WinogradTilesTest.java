package io.rethink.engine.compiled.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradTilesTest {

  @Test
  void sidesAreRoundedUpToWholeTiles() {
    WinogradTiles tiles =
        WinogradTiles.between(new long[] {128, 48, 16, 11}, new long[] {128, 32, 14, 9});
    assertThat(tiles).isEqualTo(new WinogradTiles(4 * 3, 80));
    assertThat(tiles.exampleBytes()).isEqualTo(12 * 80 * 36 * 4);
  }

  @ParameterizedTest(name = "{1} examples of {0} tiles")
  @CsvSource({
    // 112 = 4 * 28 tiles.
    "16, 7, 0",
    // A multiple of 32.
    "16, 8, 1",
    // 245 = 5 * 7 * 7 has no divisor from 16 to 31.
    "49, 5, 2",
    "49, 4, 0",
    "32, 1, 1",
    "1, 37, 2",
  })
  void tilesFillRegistersAndDoNotEvictOneAnother(long perExample, long examples, int penalty) {
    assertThat(new WinogradTiles(perExample, 32).penalty(examples)).isEqualTo(penalty);
  }
}
