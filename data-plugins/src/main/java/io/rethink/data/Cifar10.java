package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Description;
import io.rethink.api.Progress;
import io.rethink.data.download.Checksum;
import io.rethink.data.download.RemoteFile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;

/**
 * CIFAR-10: 50,000 training and 10,000 test photographs, 3x32x32, in ten classes, by A. Krizhevsky,
 * V. Nair and G. Hinton; A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images"
 * (2009). The archive's digest is the one on https://www.cs.toronto.edu/~kriz/cifar.html.
 */
@Description(
    "CIFAR-10 photographs: 50,000 training and 10,000 test images, colour, 32x32, 10 classes.")
public final class Cifar10 extends CifarDataset {

  private static final CifarRelease RELEASE =
      new CifarRelease(
          new RemoteFile(
              "cifar-10-binary.tar.gz",
              Checksum.md5("c32a1d4ab5d03f1284b67883e8d87530"),
              List.of(
                  URI.create("https://www.cs.toronto.edu/~kriz/"),
                  URI.create(
                      "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/"))),
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          List.of("test_batch.bin"),
          10_000,
          10_000,
          1);

  @Inject
  public Cifar10(FileOptions options, DataDirectory cache, Progress progress) {
    super(
        RELEASE,
        List.of(
            "airplane",
            "automobile",
            "bird",
            "cat",
            "deer",
            "dog",
            "frog",
            "horse",
            "ship",
            "truck"),
        0,
        options,
        cache,
        progress);
  }
}
