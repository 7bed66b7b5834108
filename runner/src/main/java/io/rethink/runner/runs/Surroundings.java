package io.rethink.runner.runs;

import io.rethink.engine.Threads;
import io.rethink.runner.runs.Provenance.Machine;
import io.rethink.runner.runs.Provenance.Repository;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the process finds around it: versions, the machine, a git repository. */
public final class Surroundings {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private static final int BUILD_DIGITS = 12;

  private Surroundings() {}

  /** The versions of what a run's numbers depend on. */
  public static Map<String, String> versions() {
    Properties built = new Properties();
    try (InputStream stream = Surroundings.class.getResourceAsStream("versions.properties")) {
      built.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("versions.properties is damaged; build Rethink again", e);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("rethink", built.getProperty("rethink"));
    build(built.getProperty("rethink")).ifPresent(build -> versions.put("rethink build", build));
    versions.put("dl4j", built.getProperty("dl4j"));
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return versions;
  }

  /**
   * Tells builds of the same version apart: the head of a SHA-256 over Rethink's own jars. Empty
   * where Rethink does not run from jars.
   */
  private static Optional<String> build(String version) {
    String digests =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(jar -> jar.toString().endsWith("-" + version + ".jar"))
            .sorted(Comparator.comparing(Path::getFileName))
            .map(Digests::ofFile)
            .collect(Collectors.joining());
    return digests.isEmpty()
        ? Optional.empty()
        : Optional.of(Digests.of(digests).substring(0, BUILD_DIGITS));
  }

  /** This machine, and the threads that the calling thread computes with. */
  public static Machine machine() {
    int cores = Runtime.getRuntime().availableProcessors();
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return new Machine(processor(), cores, Threads.used(), memory);
  }

  private static String processor() {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> lines = Files.lines(PROCESSORS)) {
        Optional<String> model =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
        if (model.isPresent()) {
          return model.get();
        }
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }

  /** The git repository that {@code folder} lies in; null without git or a repository. */
  public static @Nullable Repository repository(Path folder) {
    return git(folder, "rev-parse", "HEAD")
        .map(
            commit ->
                new Repository(
                    commit,
                    git(folder, "status", "--porcelain", "--untracked-files=no")
                        .filter(status -> !status.isEmpty())
                        .isPresent()))
        .orElse(null);
  }

  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader output = process.inputReader()) {
        String text = String.join("\n", output.lines().toList());
        return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0
            ? Optional.of(text)
            : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
