package io.rethink.data;

import static io.rethink.data.Excerpts.NO_CACHE;
import static io.rethink.data.Excerpts.byteSum;
import static io.rethink.data.Excerpts.complete;
import static io.rethink.data.Excerpts.excerpt;
import static io.rethink.data.Excerpts.labels;
import static io.rethink.data.Excerpts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expected labels and sums were read from the excerpt by Python: {@code b = gzip.open(
 * "train-images-idx3-ubyte.gz").read(); sum(b[16:16 + 784])}.
 */
class IdxDatasetTest {

  private static final String IMAGES = "train-images-idx3-ubyte.gz";
  private static final String LABELS = "train-labels-idx1-ubyte";

  private final Path folder;

  IdxDatasetTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void labelsAreThoseOfMnist() {
    Mnist mnist = mnist(Excerpts.FOLDER);

    // the first digits of MNIST, as in every tutorial: 5 0 4 1 9, and 7 2 1 0 4
    assertThat(labels(mnist.train()))
        .containsExactly(
            5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7, 2, 8, 6, 9, 4, 0, 9, 1, 1, 2, 4, 3, 2,
            7);
    assertThat(labels(mnist.test()))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9, 0, 6, 9, 0, 1, 5, 9, 7, 3, 4);
    assertThat(mnist.classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void pixelsAreTheBytesOverTwoHundredAndFiftyFive() {
    Examples train = mnist(Excerpts.FOLDER).train();

    assertThat(train.shape()).isEqualTo(new InputShape(1, 28, 28));
    assertThat(train.size()).isEqualTo(30);
    assertThat(byteSum(read(train, 0), 0, 784)).isEqualTo(27525);
    long sum = IntStream.range(0, 30).mapToLong(i -> byteSum(read(train, i), 0, 784)).sum();
    assertThat(sum).isEqualTo(742967);
    // row 5 of the first image, columns 12 to 15: 3, 18, 18, 18
    assertThat(Arrays.copyOfRange(read(train, 0), 5 * 28 + 12, 5 * 28 + 16))
        .containsExactly(3 / 255f, 18 / 255f, 18 / 255f, 18 / 255f);
  }

  @Test
  void theFolderMayBeTheOneThatHoldsTheFilesOrTheOneAbove() {
    assertThat(mnist(Excerpts.FOLDER.resolve("mnist")).digest())
        .isEqualTo(mnist(Excerpts.FOLDER).digest());
  }

  @Test
  void fashionMnistHasTheSameFormAndClassesOfItsOwn() {
    FashionMnist fashion =
        new FashionMnist(
            excerpt(Excerpts.FOLDER.resolve("mnist")), NO_CACHE, new RecordedProgress());

    assertThat(labels(fashion.test())).startsWith(7, 2, 1, 0, 4);
    // the table of labels in the README of zalandoresearch/fashion-mnist
    assertThat(fashion.classNames())
        .containsExactly(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot");
  }

  @Test
  void compressionAndDotsInNamesMakeNoDifference() throws IOException {
    Excerpts.copy("mnist", folder);
    Files.write(folder.resolve("train-images.idx3-ubyte"), unzipped(folder.resolve(IMAGES)));
    Files.delete(folder.resolve(IMAGES));
    Files.write(folder.resolve(LABELS + ".gz"), zipped(folder.resolve(LABELS)));
    Files.delete(folder.resolve(LABELS));

    assertThat(mnist(folder).digest()).isEqualTo(mnist(Excerpts.FOLDER).digest());
  }

  @Test
  void theDigestChangesWithAnyPixelAndAnyLabel() throws IOException {
    String digest = mnist(Excerpts.FOLDER).digest();
    Excerpts.copy("mnist", folder);
    change(LABELS, 8 + 29, (byte) 8);
    String otherLabel = mnist(folder).digest();
    byte[] images = unzipped(folder.resolve(IMAGES));
    images[images.length - 1]++;
    Files.write(folder.resolve(IMAGES), images);
    String otherPixel = mnist(folder).digest();

    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(otherLabel).isNotEqualTo(digest);
    assertThat(otherPixel).isNotEqualTo(digest).isNotEqualTo(otherLabel);
  }

  @Test
  void anExcerptIsAcceptedOnlyIfAskedFor() {
    assertFails(
        new Mnist(complete(Excerpts.FOLDER), NO_CACHE, new RecordedProgress()),
        "-labels-idx1-ubyte",
        "labels, expected ",
        "dataset.complete = false");
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    Excerpts.copy("mnist", folder);
    byte[] images = unzipped(folder.resolve(IMAGES));
    Files.write(folder.resolve(IMAGES), Arrays.copyOf(images, images.length - 1));

    assertFails(
        mnist(folder),
        folder.resolve(IMAGES).toString(),
        "found 23519 bytes of data, expected 23520",
        "leave dataset.folder out");
  }

  @Test
  void aCompressedFileThatBreaksOffIsNamed() throws IOException {
    Excerpts.copy("mnist", folder);
    byte[] compressed = Files.readAllBytes(folder.resolve(IMAGES));
    Files.write(folder.resolve(IMAGES), Arrays.copyOf(compressed, compressed.length / 2));

    assertFails(mnist(folder), folder.resolve(IMAGES).toString(), "breaks off");
  }

  @Test
  void aFileWithMoreThanItsHeaderSaysIsNamed() throws IOException {
    Excerpts.copy("mnist", folder);
    byte[] labels = Files.readAllBytes(folder.resolve(LABELS));
    Files.write(folder.resolve(LABELS), Arrays.copyOf(labels, labels.length + 1));

    assertFails(mnist(folder), LABELS, "more than 30 bytes of data");
  }

  @Test
  void imagesInPlaceOfLabelsAreNoticed() throws IOException {
    Excerpts.copy("mnist", folder);
    Files.write(folder.resolve(LABELS), unzipped(folder.resolve(IMAGES)));

    assertFails(mnist(folder), LABELS, "the magic number 0x00000803", "0x00000801");
  }

  @Test
  void imagesOfAnotherSizeAreNoticedBeforeTheyAreRead() throws IOException {
    Excerpts.copy("mnist", folder);
    byte[] header =
        ByteBuffer.allocate(16).putInt(0x803).putInt(30).putInt(50_000).putInt(50_000).array();
    Files.write(folder.resolve(IMAGES), header);

    assertFails(mnist(folder), "30x50000x50000 pixels", "at most 60000x28x28 pixels");
  }

  @Test
  void aLabelOutOfRangeIsNoticed() throws IOException {
    Excerpts.copy("mnist", folder);
    change(LABELS, 8 + 4, (byte) 10);

    assertFails(mnist(folder), LABELS, "the label 10 at image 4", "labels from 0 to 9");
  }

  @Test
  void asManyLabelsAsImagesAreExpected() throws IOException {
    Excerpts.copy("mnist", folder);
    Files.copy(
        folder.resolve("t10k-labels-idx1-ubyte"),
        folder.resolve(LABELS),
        StandardCopyOption.REPLACE_EXISTING);

    assertFails(mnist(folder), LABELS, "found 20 labels", "expected 30");
  }

  @Test
  void aMissingFileAndAMissingFolderAreNamed() throws IOException {
    assertFails(mnist(folder), folder.toString(), IMAGES.replace(".gz", ""), "MNIST/raw");
    assertFails(mnist(folder.resolve("none")), folder.resolve("none").toString(), "is no folder");
    Excerpts.copy("mnist", folder);
    Files.delete(folder.resolve(LABELS));
    assertFails(mnist(folder), LABELS + " is missing in " + folder);
  }

  private static Mnist mnist(Path folder) {
    return new Mnist(excerpt(folder), NO_CACHE, new RecordedProgress());
  }

  private void change(String file, int at, byte value) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    bytes[at] = value;
    Files.write(folder.resolve(file), bytes);
  }

  private static void assertFails(Mnist mnist, String... messageParts) {
    assertThatThrownBy(mnist::train)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(messageParts);
  }

  private static byte[] unzipped(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static byte[] zipped(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      Files.copy(file, out);
    }
    return bytes.toByteArray();
  }
}
