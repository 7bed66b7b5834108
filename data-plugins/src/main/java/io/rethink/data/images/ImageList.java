package io.rethink.data.images;

import io.rethink.api.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The images of one split, in their order, each with its label.
 *
 * @param entries at least one
 */
record ImageList(List<Entry> entries) {

  /** One image and its label. */
  record Entry(ImageFile file, int label) {}

  ImageList {
    entries = List.copyOf(entries);
  }

  /** The names of the folders in {@code folder}, sorted. */
  static List<String> folders(Path folder, String option) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "dataset.%s = %s is no folder. Name a folder that has one folder of images a class."
              .formatted(option, folder.toAbsolutePath()));
    }
    List<String> names = new ArrayList<>();
    for (Path path : ImageFile.list(folder)) {
      if (!Files.isDirectory(path)) {
        throw new UserException(
            "%s lies beside the classes' folders. dataset.%s holds one folder a class, and nothing else%s."
                .formatted(
                    path.toAbsolutePath(),
                    option,
                    option.equals("test")
                        ? "; if its images lie in one folder, name their classes in"
                            + " dataset.test-labels"
                        : ""));
      }
      names.add(path.getFileName().toString());
    }
    if (names.isEmpty()) {
      throw new UserException(
          "dataset.%s = %s is empty. Name a folder that has one folder of images a class."
              .formatted(option, folder.toAbsolutePath()));
    }
    return names;
  }

  /**
   * The images of a folder with one folder a class: the first of each class, the second of each,
   * and so on, so that the first few have all classes in equal shares.
   *
   * @param classes the folders' names, in the order of the labels
   * @throws UserException if there are other folders than these, or a class has no images
   */
  static ImageList ofClassFolders(Path folder, List<String> classes, String option) {
    requireSame(folder, new LinkedHashSet<>(folders(folder, option)), classes);
    List<List<ImageFile>> byClass =
        classes.parallelStream()
            .map(name -> ImageFile.in(folder.resolve(name), name + "/"))
            .toList();
    int longest = byClass.stream().mapToInt(List::size).max().orElse(0);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      for (int label = 0; label < byClass.size(); label++) {
        if (i < byClass.get(label).size()) {
          entries.add(new Entry(byClass.get(label).get(i), label));
        }
      }
    }
    return new ImageList(entries);
  }

  private static void requireSame(Path folder, Set<String> found, List<String> classes) {
    for (String name : classes) {
      if (!found.contains(name)) {
        throw new UserException(
            "the class %s has no folder %s. Train and test need a folder of each class."
                .formatted(name, folder.resolve(name).toAbsolutePath()));
      }
    }
    found.removeAll(classes);
    if (!found.isEmpty()) {
      String name = found.iterator().next();
      throw new UserException(
          "%s belongs to none of the %d classes. Classes are the folders of dataset.train, or those that dataset.class-names lists."
              .formatted(folder.resolve(name).toAbsolutePath(), classes.size()));
    }
  }

  /**
   * The images of one folder, sorted by name, with labels from a file: a class number from 1 a
   * line, in the order of the images, as in ILSVRC2012's ground truth; or {@code image,class}, as
   * in Kaggle's copy of it.
   *
   * @throws UserException if images and labels do not match
   */
  static ImageList ofFlatFolder(Path folder, Path labels, List<String> classes) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "dataset.test = %s is no folder of images.".formatted(folder.toAbsolutePath()));
    }
    List<ImageFile> files = ImageFile.in(folder, "");
    LabelFile given = LabelFile.read(labels, classes);
    return new ImageList(given.label(files));
  }

  /** Class names by their folder: the first word of each line is the folder, the rest the name. */
  static Map<String, String> classNames(Path file) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String line : LabelFile.lines(file, "dataset.class-names")) {
      String[] words = line.strip().split("\\s+", 2);
      if (names.put(words[0], words[words.length - 1]) != null) {
        throw new UserException(
            "%s lists the folder %s twice".formatted(file.toAbsolutePath(), words[0]));
      }
    }
    return names;
  }

  /** What changes when a file or a label changes: names, sizes, times and labels. */
  byte[] signature() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(entry.file().path().toAbsolutePath())
          .append('\t')
          .append(entry.file().bytes())
          .append('\t')
          .append(entry.file().modified())
          .append('\t')
          .append(entry.label())
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
