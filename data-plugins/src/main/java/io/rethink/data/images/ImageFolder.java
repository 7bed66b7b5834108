package io.rethink.data.images;

import io.rethink.api.DataDirectory;
import io.rethink.api.Description;
import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.data.images.ImageList.Entry;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images in folders, one folder a class, as ILSVRC2012 has them. Of each image the central square
 * is scaled to {@code side} pixels; its colours are red, green and blue from 0 to 1.
 *
 * <p>At the first use all images are decoded, on all cores, to a file of {@code 3 side side} bytes
 * an image under the data directory's {@code image-folder} (357 GB for ILSVRC2012 at 299, 184 MB
 * for CIFAR-10), which is mapped into memory: an epoch costs no decoding, memory holds what it has
 * room for, and damaged files are known before training. An interrupted decoding is carried on. The
 * file is made anew when a name, size or time of modification changes.
 *
 * <p>Examples are ordered round the classes: the first of each, by name, the second of each, and so
 * on; so {@code dataset.train-examples} takes as many of each class.
 */
@Description("JPEG and PNG images in folders, one folder a class, such as ImageNet's ILSVRC2012.")
public final class ImageFolder implements Dataset {

  /** The values of a square half as large again are close to what one of Java's arrays holds. */
  private static final int MOST_SIDE = 16_384;

  /** The options of {@link ImageFolder}. */
  public record Config(
      @Description("The folder of the training images, with one folder a class.") Path train,
      @Description(
              "The folder of the test images, with the same folders; or with images alone, if"
                  + " test-labels is given.")
          Path test,
      @Description(
              "The side in pixels to which the central square of each image is scaled. On disk an"
                  + " image takes 3 side side bytes.")
          @Positive
          @Max(MOST_SIDE)
          int side,
      @Description(
              "The labels of test images that lie in one folder: a line for each image, in the"
                  + " order of their names, with the number of its class from 1; or lines of"
                  + " image,class-folder.")
          @Nullable Path testLabels,
      @Description(
              "A file with a line for each class, in the order of the labels: its folder, and a"
                  + " name if it has another one. Without it, classes are ordered and named by"
                  + " their folders.")
          @Nullable Path classNames) {}

  private record Loaded(Examples train, Examples test, String digest) {}

  private final Config config;
  private final Path cache;
  private final Progress progress;
  private @Nullable Map<String, String> classes;
  private @Nullable Loaded loaded;

  @Inject
  public ImageFolder(Config config, DataDirectory directory, Progress progress) {
    this.config = config;
    this.cache = directory.path().resolve("image-folder");
    this.progress = progress;
  }

  @Override
  public Examples train() {
    return loaded().train();
  }

  @Override
  public Examples test() {
    return loaded().test();
  }

  @Override
  public List<String> classNames() {
    return List.copyOf(classes().values());
  }

  @Override
  public String digest() {
    return loaded().digest();
  }

  /** The classes' names by their folders, in the order of the labels. */
  private synchronized Map<String, String> classes() {
    if (classes == null) {
      if (config.classNames() != null) {
        classes = ImageList.classNames(config.classNames());
      } else {
        Map<String, String> found = new LinkedHashMap<>();
        ImageList.folders(config.train(), "train").forEach(name -> found.put(name, name));
        classes = found;
      }
    }
    return classes;
  }

  private synchronized Loaded loaded() {
    if (loaded == null) {
      loaded = load();
    }
    return loaded;
  }

  private Loaded load() {
    List<String> folders = List.copyOf(classes().keySet());
    ImageList train = ImageList.ofClassFolders(config.train(), folders, "train");
    ImageList test =
        config.testLabels() == null
            ? ImageList.ofClassFolders(config.test(), folders, "test")
            : ImageList.ofFlatFolder(config.test(), config.testLabels(), folders);
    List<Entry> all = new ArrayList<>(train.entries());
    all.addAll(test.entries());
    DecodedImages decoded =
        new DecodedImages(cache.resolve(key(train, test)), all, config.side(), progress);
    String digest = decoded.complete();
    InputShape shape = new InputShape(3, config.side(), config.side());
    try (FileChannel channel = decoded.open()) {
      return new Loaded(
          new MappedImages(channel, 0, shape, folders.size(), labels(train)),
          new MappedImages(channel, train.entries().size(), shape, folders.size(), labels(test)),
          digest);
    } catch (IOException e) {
      throw new UserException("cannot map decoded images in %s: %s".formatted(cache, e), e);
    }
  }

  private static int[] labels(ImageList list) {
    return list.entries().stream().mapToInt(Entry::label).toArray();
  }

  /** Tells these files, in this state and at this side, from others. */
  private String key(ImageList train, ImageList test) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("1 " + config.side() + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(train.signature());
      digest.update((byte) '\n');
      digest.update(test.signature());
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
