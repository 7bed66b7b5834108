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

  @ParameterizedTest(name = "{1} examples of {0} tiles, {2} threads")
  @CsvSource({
    // 112 = 4 * 28 tiles.
    "16, 7, 2, 0",
    // A multiple of 32.
    "16, 8, 2, 1",
    // 245 = 35 * 7 has no divisor from 16 to 31.
    "49, 5, 2, 1",
    // 196 = 7 * 28: seven blocks for two threads.
    "49, 4, 2, 1",
    "49, 4, 1, 0",
    // 294 = 14 * 21.
    "49, 6, 2, 0",
    "49, 6, 4, 1",
    // One block of 31.
    "31, 1, 1, 0",
    "31, 1, 2, 1",
    "1, 37, 1, 1",
    "37, 1, 2, 1",
  })
  void tilesFillRegistersAndThreadsAndDoNotEvictOneAnother(
      long perExample, long examples, int threads, int penalty) {
    assertThat(new WinogradTiles(perExample, 32).penalty(examples, threads)).isEqualTo(penalty);
  }
}
