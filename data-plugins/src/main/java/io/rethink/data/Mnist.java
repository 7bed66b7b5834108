package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Description;
import io.rethink.api.Progress;
import io.rethink.data.download.Checksum;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * MNIST: 60,000 training and 10,000 test images of handwritten digits, 1x28x28, by Y. LeCun, C.
 * Cortes and C. Burges, after LeCun et al., "Gradient-based learning applied to document
 * recognition" (1998).
 */
@Description(
    "MNIST handwritten digits: 60,000 training and 10,000 test images, grey, 28x28, 10 classes.")
public final class Mnist extends IdxDataset {

  static final IdxRelease RELEASE =
      new IdxRelease(
          "mnist",
          List.of("mnist", "MNIST/raw"),
          Map.of(
              IdxRelease.TRAIN_IMAGES, Checksum.md5("f68b3c2dcbeaaa9fbdd348bbdeb94873"),
              IdxRelease.TRAIN_LABELS, Checksum.md5("d53e105ee54ea40749a09fcbcd1e9432"),
              IdxRelease.TEST_IMAGES, Checksum.md5("9fb629c4189551a2d022fa330f9573f3"),
              IdxRelease.TEST_LABELS, Checksum.md5("ec29112dd5afa0611ce80d1b7f02629c")),
          List.of(
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          60_000,
          10_000);

  @Inject
  public Mnist(FileOptions options, DataDirectory cache, Progress progress) {
    super(
        RELEASE,
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        options,
        cache,
        progress);
  }
}
