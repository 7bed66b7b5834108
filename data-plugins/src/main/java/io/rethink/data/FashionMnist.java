package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Description;
import io.rethink.api.Progress;
import io.rethink.data.download.Checksum;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Fashion-MNIST: 60,000 training and 10,000 test images of articles of clothing, 1x28x28, by H.
 * Xiao, K. Rasul and R. Vollgraf (arXiv 1708.07747).
 */
@Description(
    "Fashion-MNIST, pictures of clothing: 60,000 training and 10,000 test images, grey, 28x28, 10 classes.")
public final class FashionMnist extends IdxDataset {

  static final IdxRelease RELEASE =
      new IdxRelease(
          "fashion-mnist",
          List.of("fashion-mnist", "data/fashion", "FashionMNIST/raw"),
          Map.of(
              IdxRelease.TRAIN_IMAGES, Checksum.md5("8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
              IdxRelease.TRAIN_LABELS, Checksum.md5("25c81989df183df01b3e8a0aad5dffbe"),
              IdxRelease.TEST_IMAGES, Checksum.md5("bef4ecab320f06d8554ea6380940ec79"),
              IdxRelease.TEST_LABELS, Checksum.md5("bb300cfdad3c16e7a12a480ee83cd310")),
          List.of(
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/")),
          60_000,
          10_000);

  @Inject
  public FashionMnist(FileOptions options, DataDirectory cache, Progress progress) {
    super(
        RELEASE,
        List.of(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot"),
        options,
        cache,
        progress);
  }
}
