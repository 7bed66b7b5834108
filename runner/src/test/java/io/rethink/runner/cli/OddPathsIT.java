package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.cli.KilledProcess.Ended;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders whose names have spaces, accents and letters of other alphabets in them. */
class OddPathsIT {

  @TempDir private Path folder = Path.of("");

  @Test
  void runsPluginsAndDataMayLieInFoldersOfAnyName() throws Exception {
    Assumptions.assumeTrue(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('数'),
        "left out: the system's locale cannot name such files");
    Path odd = Files.createDirectory(folder.resolve("Meine Läufe & 数据 100%"));
    SmallExperiment.write(odd, "");
    Files.move(odd.resolve("plugins"), odd.resolve("meine Erweiterungen ß"));
    String[] folders = {"--runs", "Läufe 1", "--plugins", "meine Erweiterungen ß", "--data", "数 据"};
    Path experiment = odd.resolve("Läufe 1/small");
    KilledProcess.kill(
        odd, () -> KilledProcess.journaled(experiment) > 5000, with(folders, "run", "small.conf"));

    Ended resumed = KilledProcess.run(odd, with(folders, "resume"));
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    String id = KilledProcess.runs(experiment).get(0).getFileName().toString();
    Ended reproduced = KilledProcess.run(odd, with(folders, "reproduce", id));
    assertThat(reproduced.exitCode()).as(reproduced.output()).isZero();
    assertThat(reproduced.output()).contains("records: Läufe 1/small/");
    Ended list = KilledProcess.run(odd, "list", "--runs", "Läufe 1");
    assertThat(list.output()).contains(id, "finished").doesNotContain("killed");
  }

  private static String[] with(String[] folders, String... command) {
    String[] all = Arrays.copyOf(command, command.length + folders.length);
    System.arraycopy(folders, 0, all, command.length, folders.length);
    return all;
  }
}
