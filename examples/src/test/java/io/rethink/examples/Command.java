package io.rethink.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that has been carried out in a process of its own, as a user would.
 *
 * @param exitCode what the process returned
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Command(int exitCode, String out, String err) {

  /** The repository's root. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final int TIMEOUT_MINUTES = 8;

  /** Runs a script of the repository's root in {@code folder}. */
  static Command run(Path folder, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(ROOT.resolve(script).toString()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(line + " did not end: " + Files.readString(err));
    }
    Command command =
        new Command(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return command;
  }
}
