package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.data.Examples;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The excerpts of real data among the tests' resources, and ways to read examples. */
final class Excerpts {

  /** Holds {@code mnist} and {@code cifar-10-batches-bin}. */
  static final Path FOLDER = folder();

  /** A cache that nothing may be read from or written to. */
  static final DataDirectory NO_CACHE = () -> Path.of("/nonexistent/cache");

  private Excerpts() {}

  /** Options that read an excerpt. */
  static FileOptions excerpt(Path folder) {
    return new FileOptions(folder, false, List.of());
  }

  /** Options that read whole official files. */
  static FileOptions complete(Path folder) {
    return new FileOptions(folder, true, List.of());
  }

  /** Copies the files of a folder, so that a test can damage them. */
  static Path copy(String name, Path to) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  static List<Integer> labels(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::label).boxed().toList();
  }

  static float[] read(Examples examples, int index) {
    float[] values = new float[examples.shape().size()];
    examples.read(index, values, 0);
    return values;
  }

  /** The sum of values read, as sum of the bytes that they were. */
  static long byteSum(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return Math.round(sum * 255);
  }

  private static Path folder() {
    URL readme = Objects.requireNonNull(Excerpts.class.getResource("/excerpts/README.txt"));
    try {
      return Objects.requireNonNull(Path.of(readme.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
