package io.rethink.runner.runs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> damagedRecords() {
    return Stream.of(RunRecord.class, RunResult.class, Provenance.class, StudyRecord.class)
        .flatMap(
            type ->
                List.of("", "null", "{}", "[]", "garbage").stream()
                    .map(text -> Arguments.of(type, text)));
  }

  @ParameterizedTest
  @MethodSource("damagedRecords")
  void aRecordWithoutWhatItMustHoldIsDamagedAndNamed(Class<?> type, String text)
      throws IOException {
    Path file = Files.writeString(folder.resolve("record.json"), text);

    assertThatThrownBy(() -> Json.read(file, type))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + " is damaged: ");
  }

  @Test
  void whatARecordLacksIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("provenance.json"), "{}");

    assertThatThrownBy(() -> Json.read(file, Provenance.class))
        .hasMessage(file + " is damaged: it lacks machine");
  }
}
