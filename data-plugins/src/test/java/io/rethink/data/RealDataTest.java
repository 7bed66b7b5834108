package io.rethink.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests on whole data sets, in a folder that the environment variable {@code RETHINK_TEST_DATA}
 * names: {@code mnist/} and {@code cifar-10-batches-bin/}, the official archives unpacked.
 */
class RealDataTest {

  @Test
  void mnistIsTheOriginalByteForByte() throws Exception {
    Mnist mnist = mnist();
    float[] values = new float[784];
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(HexFormat.of().parseHex("000008030000ea600000001c0000001c"));
    Examples train = mnist.train();
    for (int i = 0; i < train.size(); i++) {
      train.read(i, values, 0);
      for (float value : values) {
        md5.update((byte) Math.round(value * 255));
      }
    }

    // of train-images-idx3-ubyte, uncompressed
    assertThat(HexFormat.of().formatHex(md5.digest()))
        .isEqualTo("6bbc9ace898e44ae57da46a324031adb");
  }

  @Test
  void mnistHasTheClassCountsOfTheOriginal() {
    // python3 -c "import collections, gzip
    // print(collections.Counter(gzip.open('train-labels-idx1-ubyte.gz').read()[8:]))"
    assertThat(classCounts(mnist().train()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(classCounts(mnist().test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
  }

  @Test
  void mnistHasTheMeanAndDeviationThatItsUsersKnow() {
    double[] moments = moments(mnist().train());

    // transforms.Normalize((0.1307,), (0.3081,)) in PyTorch's examples/mnist
    assertThat(moments[0]).isCloseTo(0.1307, within(5e-5));
    assertThat(moments[1]).isCloseTo(0.3081, within(5e-5));
  }

  @Test
  void cifar10HasItsClassCounts() {
    Cifar10 cifar10 = cifar10();

    assertThat(classCounts(cifar10.train())).hasSize(10).containsOnly(5000);
    assertThat(classCounts(cifar10.test())).hasSize(10).containsOnly(1000);
  }

  @Test
  void allOfCifar10TakesLessThan250Megabytes() {
    long before = usedHeap();
    Dataset cifar10 = cifar10();
    cifar10.train();
    cifar10.digest();
    long used = usedHeap() - before;

    assertThat(cifar10.test().size()).isEqualTo(10_000); // also keeps it alive until here
    assertThat(used).isBetween(60_000L * 3073, 250_000_000L);
  }

  private static Mnist mnist() {
    return new Mnist(Excerpts.complete(folder("mnist")), Excerpts.NO_CACHE, new RecordedProgress());
  }

  private static Cifar10 cifar10() {
    return new Cifar10(
        Excerpts.complete(folder("cifar-10-batches-bin")),
        Excerpts.NO_CACHE,
        new RecordedProgress());
  }

  private static Path folder(String name) {
    String root = System.getenv("RETHINK_TEST_DATA");
    assumeTrue(
        root != null && Files.isDirectory(Path.of(root, name)),
        "left out: the environment variable RETHINK_TEST_DATA names no folder that holds " + name);
    return Path.of(root, name);
  }

  private static int[] classCounts(Examples examples) {
    int[] counts = new int[examples.classes()];
    IntStream.range(0, examples.size()).forEach(i -> counts[examples.label(i)]++);
    return counts;
  }

  private static double[] moments(Examples examples) {
    double sum = 0;
    double squares = 0;
    float[] values = new float[examples.shape().size()];
    for (int i = 0; i < examples.size(); i++) {
      examples.read(i, values, 0);
      for (float value : values) {
        sum += value;
        squares += (double) value * value;
      }
    }
    double n = (double) examples.size() * values.length;
    double mean = sum / n;
    return new double[] {mean, Math.sqrt(squares / n - mean * mean)};
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
