package io.rethink.runner.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudySourceTest {

  @TempDir private Path runs = Path.of("");

  private final List<String> warnings = new ArrayList<>();

  @Test
  void aStudyIsReadWithAllItsRuns() throws IOException {
    run("a");
    run("b");

    assertThat(read(study("a", "b")).runs()).hasSize(2);
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "result.json"})
  void aDamagedRunIsLeftOutAndNamed(String record) throws IOException {
    run("a");
    Path damaged = Files.writeString(run("b").path().resolve(record), "");
    Path study = study("a", "b");

    ReportedStudy read = read(study);
    source().keep(study, read, runs.resolve("kept"));

    assertThat(read.runs()).hasSize(1);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(damaged + " is damaged", "delete the run's folder " + damaged.getParent());
    assertThat(read(runs.resolve("kept")).runs()).hasSize(1);
  }

  private StudySource source() {
    return new StudySource(new RunsFolder(runs), new ExperimentReader(Catalog.discover()));
  }

  private ReportedStudy read(Path folder) {
    return source().read(folder, null, warnings::add);
  }

  private Path study(String... started) throws IOException {
    Path folder = Files.createDirectories(runs.resolve("e/studies/s"));
    Json.write(
        folder.resolve(StudyRecord.FILE_NAME),
        new StudyRecord(
            "s",
            "e",
            null,
            List.of("seed"),
            1,
            OwnerProcess.current(),
            null,
            List.of(Map.of("seed", "a"), Map.of("seed", "b")),
            List.of(),
            List.of(started)));
    return folder;
  }

  private RunFolder run(String id) throws IOException {
    RunFolder folder = new RunFolder(Files.createDirectories(runs.resolve("e").resolve(id)));
    Files.writeString(folder.configuration(), "");
    folder.write(
        new RunRecord(
            id,
            "e",
            "e",
            "s",
            Map.of("seed", id),
            Map.of(),
            1,
            "digest",
            1,
            OwnerProcess.current()));
    folder.write(
        new RunResult(RunStatus.FINISHED, null, 2, 1, 1, null, null, null, null, Map.of()));
    return folder;
  }
}
