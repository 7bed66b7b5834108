package io.rethink.data.images;

import io.rethink.api.UserException;
import io.rethink.data.download.Reason;
import io.rethink.data.images.ImageList.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels of images that lie in one folder.
 *
 * @param inOrder the labels in the order of the images' names; empty if labels are by name
 * @param byName the labels by image name, without its ending; empty if labels are in order
 */
record LabelFile(Path path, List<Integer> inOrder, Map<String, Integer> byName) {

  /**
   * Reads a file of labels.
   *
   * @param classes the classes' folders, in the order of the labels
   */
  static LabelFile read(Path path, List<String> classes) {
    List<String> lines = lines(path, "dataset.test-labels");
    if (lines.stream().allMatch(line -> line.strip().matches("\\d+"))) {
      return new LabelFile(path, numbers(path, lines, classes), Map.of());
    }
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] fields = lines.get(i).strip().split("\\s*[,;\\t]\\s*", -1);
      int label = fields.length < 2 ? -1 : classes.indexOf(fields[1].split("\\s+", 2)[0]);
      boolean header = i == 0 && fields.length >= 2 && label < 0;
      if (header) {
        continue;
      }
      if (label < 0) {
        throw wrong(path, i, lines.get(i), "the name of an image, a comma and a class's folder");
      }
      labels.put(stem(fields[0]), label);
    }
    return new LabelFile(path, List.of(), labels);
  }

  private static List<Integer> numbers(Path path, List<String> lines, List<String> classes) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String number = lines.get(i).strip();
      if (number.length() > 9
          || Integer.parseInt(number) < 1
          || Integer.parseInt(number) > classes.size()) {
        throw wrong(path, i, number, "the number of a class, from 1 to " + classes.size());
      }
      labels.add(Integer.parseInt(number) - 1);
    }
    return labels;
  }

  private static UserException wrong(Path path, int line, String found, String expected) {
    return new UserException(
        "%s:%d: found \"%s\", expected %s"
            .formatted(path.toAbsolutePath(), line + 1, found, expected));
  }

  /** The lines of a text file that are not blank. */
  static List<String> lines(Path path, String option) {
    try {
      List<String> lines =
          Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty()) {
        throw new UserException("%s = %s is empty".formatted(option, path.toAbsolutePath()));
      }
      return lines;
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s = %s (%s)".formatted(option, path.toAbsolutePath(), Reason.of(e, path)),
          e);
    }
  }

  /**
   * Gives each image its label.
   *
   * @throws UserException if the number of labels differs, or an image has none
   */
  List<Entry> label(List<ImageFile> files) {
    int count = inOrder.isEmpty() ? byName.size() : inOrder.size();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Integer label =
          inOrder.isEmpty()
              ? byName.get(stem(files.get(i).name()))
              : i < inOrder.size() ? inOrder.get(i) : null;
      if (label == null) {
        throw new UserException(
            "%s has no label for %s: it labels %d images, and there are %d"
                .formatted(path.toAbsolutePath(), files.get(i).path(), count, files.size()));
      }
      entries.add(new Entry(files.get(i), label));
    }
    if (count != files.size()) {
      throw new UserException(
          "%s labels %d images, but there are %d in %s"
              .formatted(
                  path.toAbsolutePath(),
                  count,
                  files.size(),
                  files.get(0).path().toAbsolutePath().getParent()));
    }
    return entries;
  }

  private static String stem(String name) {
    return name.replaceFirst("(?i)\\.(jpe?g|png)$", "");
  }
}
