package io.rethink.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.data.RecordedProgress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  private final Path folder;
  private final RecordedProgress progress = new RecordedProgress();
  private Path train;
  private Path test;

  ImageFolderTest(@TempDir Path folder) {
    this.folder = folder;
    this.train = folder.resolve("train");
    this.test = folder.resolve("test");
  }

  @BeforeEach
  void twoClasses() throws IOException {
    // Of three apes and one bee: each image is of one grey value that tells it from the others.
    for (int i = 0; i < 3; i++) {
      write(train.resolve("ape/a" + i + ".png"), flat(10 + i));
    }
    write(train.resolve("bee/b0.PNG"), flat(20));
    write(test.resolve("ape/t0.png"), flat(30));
    write(test.resolve("bee/t1.png"), flat(40));
  }

  private static BufferedImage flat(int value) {
    BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 6; x++) {
      for (int y = 0; y < 4; y++) {
        image.setRGB(x, y, value << 16 | value << 8 | value);
      }
    }
    return image;
  }

  private static void write(Path path, BufferedImage image) throws IOException {
    Files.createDirectories(path.getParent());
    String name = path.getFileName().toString();
    assertThat(ImageIO.write(image, name.endsWith("jpg") ? "jpg" : "png", path.toFile())).isTrue();
  }

  private ImageFolder dataset(int side, @Nullable Path testLabels, @Nullable Path classNames) {
    return new ImageFolder(
        new ImageFolder.Config(train, test, side, testLabels, classNames),
        () -> folder.resolve("cache"),
        progress);
  }

  private ImageFolder dataset() {
    return dataset(4, null, null);
  }

  private static int[] firstBytes(Examples examples) {
    float[] values = new float[examples.shape().size()];
    return IntStream.range(0, examples.size())
        .map(
            i -> {
              examples.read(i, values, 0);
              return Math.round(values[0] * 255);
            })
        .toArray();
  }

  private static int[] labels(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::label).toArray();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ImageFolder dataset) {
    return assertThatThrownBy(dataset::train).isInstanceOf(UserException.class);
  }

  @Test
  void takesClassesInTurnInTheOrderOfTheirFolders() {
    ImageFolder dataset = dataset();
    assertThat(dataset.classNames()).containsExactly("ape", "bee");
    assertThat(dataset.train().shape()).hasToString("3x4x4");
    assertThat(dataset.train().classes()).isEqualTo(2);
    assertThat(firstBytes(dataset.train())).containsExactly(10, 20, 11, 12);
    assertThat(labels(dataset.train())).containsExactly(0, 1, 0, 0);
    assertThat(firstBytes(dataset.test())).containsExactly(30, 40);
    assertThat(labels(dataset.test())).containsExactly(0, 1);
  }

  @Test
  void decodesOnceAndAgainWhenAFileHasChanged() throws IOException {
    String digest = dataset().digest();
    assertThat(dataset().digest()).isEqualTo(digest);
    assertThat(progress.works()).containsExactly("decoding images: 6 of 6 images");

    Files.setLastModifiedTime(train.resolve("bee/b0.PNG"), FileTime.fromMillis(1_000_000));
    assertThat(dataset().digest()).isEqualTo(digest);
    assertThat(progress.works()).hasSize(2);

    write(train.resolve("bee/b0.PNG"), flat(21));
    ImageFolder changed = dataset();
    assertThat(changed.digest()).isNotEqualTo(digest).matches("[0-9a-f]{64}");
    assertThat(firstBytes(changed.train())).containsExactly(10, 21, 11, 12);
    assertThat(dataset(3, null, null).digest()).isNotEqualTo(changed.digest());
  }

  @Test
  void carriesAnInterruptedDecodingOn() throws IOException {
    for (int i = 0; i < 300; i++) {
      write(train.resolve("bee/c%03d.png".formatted(i)), flat(i % 256));
    }
    String digest = dataset().digest();
    Path decoded = ImageFile.list(folder.resolve("cache/image-folder")).get(0);
    byte[] images = Files.readAllBytes(decoded.resolve("images"));
    // As if it had ended after the first of two blocks.
    Files.delete(decoded.resolve("digest"));
    List<String> blocks = Files.readAllLines(decoded.resolve("digests"));
    assertThat(blocks).hasSize(2);
    Files.write(decoded.resolve("digests"), blocks.subList(0, 1));
    int block = 256 * 3 * 4 * 4;
    byte[] firstBlock = Arrays.copyOf(images, block);
    firstBlock[0] = 99;
    Files.write(decoded.resolve("images"), firstBlock);

    ImageFolder dataset = dataset();
    assertThat(dataset.digest()).isEqualTo(digest);
    byte[] completed = Files.readAllBytes(decoded.resolve("images"));
    assertThat(completed[0]).as("not decoded twice").isEqualTo((byte) 99);
    assertThat(Arrays.copyOfRange(completed, block, completed.length))
        .isEqualTo(Arrays.copyOfRange(images, block, images.length));
  }

  @Test
  void numbersClassesAsTheFileOfClassNamesDoes() throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), "bee honey bee\nape\n");
    ImageFolder dataset = dataset(4, null, names);
    assertThat(dataset.classNames()).containsExactly("honey bee", "ape");
    assertThat(labels(dataset.train())).containsExactly(0, 1, 1, 1);
    assertThat(firstBytes(dataset.train())).containsExactly(20, 10, 11, 12);
  }

  @Test
  void readsLabelsOfAFlatTestFolderByNumber() throws IOException {
    flatTest();
    Path labels = Files.writeString(folder.resolve("truth.txt"), "2\n1\n2\n");
    ImageFolder dataset = dataset(4, labels, null);
    assertThat(firstBytes(dataset.test())).containsExactly(50, 51, 52);
    assertThat(labels(dataset.test())).containsExactly(1, 0, 1);
  }

  @Test
  void readsLabelsOfAFlatTestFolderByName() throws IOException {
    flatTest();
    Path labels =
        Files.writeString(
            folder.resolve("truth.csv"),
            "ImageId,PredictionString\nv2,bee 1 2 3 4\nv0.png,bee 5 6 7 8\nv1,ape 1 1 1 1\n");
    assertThat(labels(dataset(4, labels, null).test())).containsExactly(1, 0, 1);
  }

  private void flatTest() throws IOException {
    test = folder.resolve("flat");
    for (int i = 0; i < 3; i++) {
      write(test.resolve("v" + i + ".png"), flat(50 + i));
    }
  }

  @Test
  void namesWhatTheLabelsOfAFlatTestFolderLack() throws IOException {
    flatTest();
    Path few = Files.writeString(folder.resolve("few.txt"), "2\n1\n");
    assertRefused(dataset(4, few, null))
        .hasMessageContaining("few.txt has no label for")
        .hasMessageContaining("v2.png");
    Path high = Files.writeString(folder.resolve("high.txt"), "2\n3\n1\n");
    assertRefused(dataset(4, high, null))
        .hasMessageEndingWith(
            "high.txt:2: found \"3\", expected the number of a class, from 1 to 2");
    Path unknown = Files.writeString(folder.resolve("unknown.csv"), "v0,ape\nv1,cat\nv2,ape\n");
    assertRefused(dataset(4, unknown, null))
        .hasMessageContaining("unknown.csv:2: found \"v1,cat\"");
    Path many = Files.writeString(folder.resolve("many.txt"), "1\n1\n1\n1\n");
    assertRefused(dataset(4, many, null)).hasMessageContaining("labels 4 images, but there are 3");
  }

  @Test
  void namesAllDamagedImages() throws IOException {
    Files.writeString(train.resolve("ape/a1.png"), "no picture");
    BufferedImage large = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    write(train.resolve("bee/b1.jpg"), large);
    byte[] whole = Files.readAllBytes(train.resolve("bee/b1.jpg"));
    Files.write(train.resolve("bee/b1.jpg"), Arrays.copyOf(whole, whole.length - 20));
    byte[] png = Files.readAllBytes(train.resolve("ape/a2.png"));
    Files.write(train.resolve("ape/a2.png"), Arrays.copyOf(png, png.length / 2));
    Files.write(test.resolve("ape/t0.png"), new byte[0]);

    assertRefused(dataset())
        .hasMessageStartingWith("4 images cannot be read")
        .hasMessageContaining("a1.png: neither JPEG nor PNG")
        .hasMessageContaining("b1.jpg: the file is cut off")
        .hasMessageContaining("a2.png: ")
        .hasMessageContaining("t0.png: neither JPEG nor PNG");
    // The damaged files are mended: what was decoded beside them counts.
    Files.write(train.resolve("bee/b1.jpg"), whole);
    write(train.resolve("ape/a1.png"), flat(11));
    write(train.resolve("ape/a2.png"), flat(12));
    write(test.resolve("ape/t0.png"), flat(30));
    assertThat(firstBytes(dataset().train())).containsExactly(10, 20, 11, 0, 12);
  }

  @Test
  void namesWhatIsOutOfPlace() throws IOException {
    Path stray = Files.writeString(train.resolve("ape/notes.txt"), "x");
    assertRefused(dataset()).hasMessageStartingWith(stray + " is no image by its name");
    Files.delete(stray);

    Path nested = Files.createDirectories(train.resolve("ape/nested.png"));
    assertRefused(dataset()).hasMessageStartingWith(nested + " is no file");
    Files.delete(nested);

    Path beside = Files.writeString(train.resolve("list.txt"), "x");
    assertRefused(dataset()).hasMessageStartingWith(beside + " lies beside the classes' folders");
    Files.delete(beside);

    Path empty = Files.createDirectories(train.resolve("cat"));
    Files.createDirectories(test.resolve("cat"));
    assertRefused(dataset()).hasMessageStartingWith(empty + " holds no images");
    Files.delete(test.resolve("cat"));
    write(empty.resolve("c.png"), flat(1));
    assertRefused(dataset())
        .hasMessageStartingWith("the class cat has no folder " + test.resolve("cat"));
    Files.delete(empty.resolve("c.png"));
    Files.delete(empty);
    write(test.resolve("dog/d.png"), flat(1));
    assertRefused(dataset())
        .hasMessageStartingWith(test.resolve("dog") + " belongs to none of the 2 classes");

    train = folder.resolve("nowhere");
    assertRefused(dataset()).hasMessageContaining("nowhere is no folder");
  }

  @Test
  void followsLinksAndNamesOneThatLeadsNowhere() throws IOException {
    Path target = folder.resolve("elsewhere.png");
    write(target, flat(77));
    Path link = Files.createSymbolicLink(train.resolve("bee/b1.png"), target);
    assertThat(firstBytes(dataset().train())).containsExactly(10, 20, 11, 77, 12);
    Files.delete(target);
    assertRefused(dataset()).hasMessageStartingWith(link + " is a link to nothing");
  }

  @Test
  void theJpegCopyOfCifar10HasTheClassesOfTheBinaryOne() {
    String data = System.getenv("RETHINK_TEST_DATA");
    assumeTrue(data != null && Files.isDirectory(Path.of(data, "cifar10-images")));
    train = Path.of(data, "cifar10-images", "train");
    test = Path.of(data, "cifar10-images", "test");
    ImageFolder dataset = dataset(32, null, null);

    assertThat(dataset.classNames()).hasSize(10).startsWith("airplane", "automobile", "bird");
    assertThat(labels(dataset.train())).hasSize(50_000);
    for (int label = 0; label < 10; label++) {
      int given = label;
      assertThat(Arrays.stream(labels(dataset.train())).filter(l -> l == given)).hasSize(5000);
      assertThat(Arrays.stream(labels(dataset.test())).filter(l -> l == given)).hasSize(1000);
    }
    // The mean of CIFAR-10's red values, as its users know it.
    float[] values = new float[3072];
    double red = 0;
    for (int i = 0; i < 10_000; i++) {
      dataset.train().read(i, values, 0);
      for (int j = 0; j < 1024; j++) {
        red += values[j];
      }
    }
    assertThat(red / 10_000 / 1024).isCloseTo(0.4914, within(0.004));
  }
}
