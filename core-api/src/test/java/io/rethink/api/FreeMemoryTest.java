package io.rethink.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreeMemoryTest {

  private static final List<String> MACHINE =
      List.of("MemTotal:       16000000 kB", "MemFree:  1000000 kB", "MemAvailable: 9000000 kB");
  private static final List<String> PROCESS =
      List.of(
          "VmRSS:\t 6000000 kB",
          "RssAnon:\t 1900000 kB",
          "RssFile:\t 4000000 kB",
          "RssShmem:\t 100000 kB");
  private static final long KILOBYTES = 1024;

  @Test
  void cachesCountAsFree() {
    assertThat(FreeMemory.bytes(MACHINE, PROCESS, 16_000_000 * KILOBYTES))
        .isEqualTo(9_000_000 * KILOBYTES);
  }

  @Test
  void filesThatAreMappedAreNotTaken() {
    assertThat(FreeMemory.bytes(MACHINE, PROCESS, 11_500_000 * KILOBYTES))
        .isEqualTo(9_000_000 * KILOBYTES);
  }

  @Test
  void aContainersLimitIsLessWhatTheProcessHasTaken() {
    assertThat(FreeMemory.bytes(MACHINE, PROCESS, 5_000_000 * KILOBYTES))
        .isEqualTo(3_000_000 * KILOBYTES);
    assertThat(FreeMemory.bytes(MACHINE, PROCESS, 1_500_000 * KILOBYTES)).isZero();
  }

  @Test
  void withoutTheKernelsEstimateTheLimitCounts() {
    assertThat(FreeMemory.bytes(List.of(), PROCESS, 5_000_000 * KILOBYTES))
        .isEqualTo(3_000_000 * KILOBYTES);
    assertThat(FreeMemory.bytes(List.of(), List.of(), 5_000_000 * KILOBYTES))
        .isEqualTo(5_000_000 * KILOBYTES);
  }

  @Test
  void thisProcessCanTakeMore() {
    assertThat(FreeMemory.bytes()).isPositive();
  }
}
