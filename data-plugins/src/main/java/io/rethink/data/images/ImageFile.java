package io.rethink.data.images;

import io.rethink.api.UserException;
import io.rethink.data.download.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file that should hold an image.
 *
 * @param path where it is
 * @param name its path within its split, with {@code /}
 * @param bytes its size
 * @param modified its time of modification, in milliseconds since 1970
 */
record ImageFile(Path path, String name, long bytes, long modified) {

  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png");

  /**
   * The images in {@code folder}, sorted by name. Names that begin with a dot are passed over, and
   * links are followed.
   *
   * @param prefix of the images' names
   * @throws UserException if there is something else in it, or none
   */
  static List<ImageFile> in(Path folder, String prefix) {
    List<ImageFile> images =
        list(folder).stream().map(path -> of(path, prefix + path.getFileName())).toList();
    if (images.isEmpty()) {
      throw new UserException(
          "%s holds no images. Put JPEG or PNG files there, or remove the folder."
              .formatted(folder.toAbsolutePath()));
    }
    return images;
  }

  /**
   * What is in {@code folder}, sorted by name, but for names that begin with a dot.
   *
   * @throws UserException if it cannot be read
   */
  static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(path -> path.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UserException(
          "cannot read the folder %s (%s)".formatted(folder.toAbsolutePath(), Reason.of(e, folder)),
          e);
    }
  }

  private static ImageFile of(Path path, String name) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      String what = Files.isSymbolicLink(path) ? "is a link to nothing" : "cannot be read";
      throw new UserException(
          "%s %s (%s)".formatted(path.toAbsolutePath(), what, Reason.of(e, path)), e);
    }
    if (!attributes.isRegularFile()) {
      throw new UserException(
          "%s is no file. A class's folder holds images alone, and no folders."
              .formatted(path.toAbsolutePath()));
    }
    if (!ENDINGS.contains(ending(name))) {
      throw new UserException(
          "%s is no image by its name, which should end in .jpg, .jpeg or .png. Move it elsewhere."
              .formatted(path.toAbsolutePath()));
    }
    return new ImageFile(path, name, attributes.size(), attributes.lastModifiedTime().toMillis());
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
