package io.rethink.data;

import io.rethink.api.Description;
import io.rethink.api.data.InputShape;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Optical Recognition of Handwritten Digits: 1,797 images of 1x8x8, by E. Alpaydin and C. Kaynak
 * (1998), UCI Machine Learning Repository, doi:10.24432/C50P49, licensed CC BY 4.0. Values from 0
 * to 16 are read as 0 to 1.
 *
 * <p>The collection fixes no split of these images, so this class does: in the order of the file,
 * every fifth image of each digit is a test image. That leaves 1,442 for training and 355 for
 * testing, with each digit's share the same in both.
 */
@Description(
    "UCI handwritten digits, part of Rethink: 1,797 grey images of 8x8, 10 classes. Of each digit,"
        + " every fifth image in the file's order is a test image: 1,442 train, 355 test.")
public final class Digits extends StoredDataset {

  private static final String FILE = "digits.csv.gz";
  private static final InputShape SHAPE = new InputShape(1, 8, 8);
  private static final int CLASSES = 10;
  private static final int BRIGHTEST = 16;
  private static final int TEST_EVERY = 5;

  /** No options. */
  public record Config() {}

  @Inject
  public Digits() {
    super(IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList());
  }

  @Override
  TrainAndTest load() {
    Part train = new Part();
    Part test = new Part();
    int[] seen = new int[CLASSES];
    for (String line : lines()) {
      String[] fields = line.split(",", -1);
      int digit = Integer.parseInt(fields[SHAPE.size()]);
      seen[digit]++;
      (seen[digit] % TEST_EVERY == 0 ? test : train).add(fields, digit);
    }
    return new TrainAndTest(train.examples(), test.examples());
  }

  private static List<String> lines() {
    try (InputStream resource = Objects.requireNonNull(Digits.class.getResourceAsStream(FILE));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One split in the making. */
  private static final class Part {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream labels = new ByteArrayOutputStream();

    void add(String[] fields, int digit) {
      for (int i = 0; i < SHAPE.size(); i++) {
        bytes.write(Integer.parseInt(fields[i]));
      }
      labels.write(digit);
    }

    ByteExamples examples() {
      return new ByteExamples(
          SHAPE, CLASSES, bytes.toByteArray(), 0, SHAPE.size(), labels.toByteArray(), BRIGHTEST);
    }
  }
}
