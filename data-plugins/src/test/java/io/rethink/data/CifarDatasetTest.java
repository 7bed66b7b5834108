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
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expected labels and sums were read from the excerpt by Python: {@code b =
 * open("data_batch_1.bin", "rb").read(); b[0], [sum(b[1 + 1024 * c:1025 + 1024 * c]) for c in
 * range(3)]}.
 */
class CifarDatasetTest {

  private final Path folder;

  CifarDatasetTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void trainingImagesAreThoseOfTheFiveFilesInOrder() {
    Examples train = cifar10(Excerpts.FOLDER).train();

    assertThat(train.shape()).isEqualTo(new InputShape(3, 32, 32));
    assertThat(labels(train)).containsExactly(2, 3, 3, 6, 2, 0, 8, 6, 8, 2, 2, 4, 3, 0, 1);
    assertChannelSums(train, 0, 78005, 87185, 97280);
    assertChannelSums(train, 5, 146545, 145751, 142660);
    assertChannelSums(train, 14, 67250, 61941, 69415);
    assertThat(Arrays.copyOf(read(train, 0), 4))
        .containsExactly(0x79 / 255f, 0x76 / 255f, 0x85 / 255f, 0x88 / 255f);
  }

  @Test
  void testImagesAreThoseOfTheTestFile() {
    Examples test = cifar10(Excerpts.FOLDER).test();

    assertThat(labels(test)).containsExactly(1, 6, 3, 1, 0);
    assertChannelSums(test, 4, 62105, 138775, 193039);
  }

  @Test
  void classNamesAreThoseOfTheArchive() throws IOException {
    // batches.meta.txt of the archive
    assertThat(cifar10(Excerpts.FOLDER).classNames())
        .containsExactly(
            "airplane",
            "automobile",
            "bird",
            "cat",
            "deer",
            "dog",
            "frog",
            "horse",
            "ship",
            "truck");
    assertThat(cifar100(folder, Cifar100.Labels.FINE).classNames())
        .hasSize(100)
        .isSorted()
        .startsWith("apple", "aquarium_fish")
        .endsWith("woman", "worm");
    assertThat(cifar100(folder, Cifar100.Labels.COARSE).classNames())
        .hasSize(20)
        .startsWith("aquatic_mammals", "fish")
        .endsWith("vehicles_1", "vehicles_2");
  }

  @Test
  void labelsOfCifar100AreTheSecondByteOrTheFirst() throws IOException {
    writeCifar100(4, 49, 0, 19, 11, 7);
    Examples fine = cifar100(folder, Cifar100.Labels.FINE).train();
    Examples coarse = cifar100(folder, Cifar100.Labels.COARSE).train();

    assertThat(labels(fine)).containsExactly(49, 19, 7);
    assertThat(labels(coarse)).containsExactly(4, 0, 11);
    assertThat(fine.classes()).isEqualTo(100);
    assertThat(read(fine, 2)).containsOnly(2 / 255f);
  }

  @Test
  void fineAndCoarseLabelsHaveDifferentDigests() throws IOException {
    writeCifar100(4, 49, 0, 19, 9, 7);

    assertThat(cifar100(folder, Cifar100.Labels.FINE).digest())
        .isNotEqualTo(cifar100(folder, Cifar100.Labels.COARSE).digest());
  }

  @Test
  void anExcerptIsAcceptedOnlyIfAskedFor() {
    Cifar10 cifar10 = new Cifar10(complete(Excerpts.FOLDER), NO_CACHE, new RecordedProgress());

    assertFails(
        cifar10,
        "data_batch_1.bin",
        "found 9219 bytes",
        "30730000: 10000 records of 3073",
        "dataset.complete = false");
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    Excerpts.copy("cifar-10-batches-bin", folder);
    Path file = folder.resolve("data_batch_3.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9000));

    assertFails(
        cifar10(folder),
        file.toString(),
        "found 9000 bytes",
        "a multiple of 3073",
        "leave dataset.folder out");
  }

  @Test
  void aLabelOutOfRangeIsNamed() throws IOException {
    Excerpts.copy("cifar-10-batches-bin", folder);
    Path file = folder.resolve("data_batch_4.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[2 * 3073] = (byte) 200;
    Files.write(file, bytes);

    assertFails(cifar10(folder), file.toString(), "the label 200 at image 2", "labels from 0 to 9");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    assertFails(cifar10(folder), folder.toString(), "cifar-10-batches-bin");
    Excerpts.copy("cifar-10-batches-bin", folder);
    Files.delete(folder.resolve("test_batch.bin"));
    assertFails(cifar10(folder), "test_batch.bin is missing in " + folder);
  }

  @Test
  void readingOutsideFails() {
    Examples test = cifar10(Excerpts.FOLDER).test();

    assertThatThrownBy(() -> test.read(5, new float[3072], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> test.read(-1, new float[3072], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> test.read(0, new float[3072], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private void writeCifar100(int... labels) throws IOException {
    byte[] records = new byte[labels.length / 2 * 3074];
    for (int i = 0; i < labels.length / 2; i++) {
      Arrays.fill(records, i * 3074, (i + 1) * 3074, (byte) i);
      records[i * 3074] = (byte) labels[2 * i];
      records[i * 3074 + 1] = (byte) labels[2 * i + 1];
    }
    Files.write(folder.resolve("train.bin"), records);
    Files.write(folder.resolve("test.bin"), Arrays.copyOf(records, 3074));
  }

  private static Cifar10 cifar10(Path folder) {
    return new Cifar10(excerpt(folder), NO_CACHE, new RecordedProgress());
  }

  private static Cifar100 cifar100(Path folder, Cifar100.Labels labels) {
    return new Cifar100(
        new Cifar100.Config(labels, folder, false, List.of()), NO_CACHE, new RecordedProgress());
  }

  private static void assertFails(Dataset dataset, String... messageParts) {
    assertThatThrownBy(dataset::train)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(messageParts);
  }

  private static void assertChannelSums(Examples examples, int index, long... sums) {
    float[] values = read(examples, index);
    assertThat(
            IntStream.range(0, 3)
                .mapToLong(channel -> byteSum(values, 1024 * channel, 1024 * channel + 1024)))
        .containsExactly(sums[0], sums[1], sums[2]);
  }
}
