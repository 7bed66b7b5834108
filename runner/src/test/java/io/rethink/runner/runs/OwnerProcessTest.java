package io.rethink.runner.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OwnerProcessTest {

  @Test
  void thisProcessIsHereAndHasNotEnded() {
    OwnerProcess process = OwnerProcess.current();
    assertThat(process.hasEnded()).isFalse();
    assertThat(process.isElsewhere()).isFalse();
  }

  @Test
  void anotherOneOfTheSameNumberIsNotTheSame() {
    OwnerProcess process = OwnerProcess.current();
    assertThat(new OwnerProcess(process.host(), process.pid(), process.started() - 60_000))
        .extracting(OwnerProcess::hasEnded)
        .isEqualTo(true);
  }

  @Test
  void ofAProcessElsewhereNothingIsKnown() {
    OwnerProcess process = new OwnerProcess("another-machine", 1, 1);
    assertThat(process.hasEnded()).isFalse();
    assertThat(process.isElsewhere()).isTrue();
  }

  /** The shell's child ends; what the shell becomes never asks how. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatNobodyHasAskedAfterHasEnded() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      long pid = Long.parseLong(output.readLine());
      Instant started = ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow();
      OwnerProcess child =
          new OwnerProcess(OwnerProcess.current().host(), pid, started.toEpochMilli());
      for (int i = 0; i < 100 && !child.hasEnded(); i++) {
        Thread.sleep(100);
      }
      assertThat(ProcessHandle.of(pid)).as("kept by the system").isPresent();
      assertThat(child.hasEnded()).isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }
}
