package io.rethink.data;

import io.rethink.api.UserException;
import io.rethink.data.download.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of official files.
 *
 * @param remedy what a user can do about a file in it that is missing or damaged
 */
record DataFolder(Path path, String remedy) {

  /** Ends what is expected of a file that looks like an excerpt. */
  static final String EXCERPT_HINT = " (dataset.complete = false accepts an excerpt)";

  /** The cache, whose files can be had again. */
  static DataFolder cache(Path path) {
    return new DataFolder(path, "Delete the file; the next run downloads it again.");
  }

  /**
   * A folder that the user names: the first of it and its {@code subfolders} that holds one of the
   * files.
   *
   * @throws UserException if none does
   */
  static DataFolder given(Path folder, List<String> subfolders, List<String> files) {
    String remedy =
        "Put the official file there, or leave dataset.folder out to have it downloaded.";
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "dataset.folder = %s is no folder. %s".formatted(folder.toAbsolutePath(), remedy));
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw new UserException(
          "dataset.folder = %s cannot be read: no permission. Have its owner give it to you, or leave dataset.folder out to have the files downloaded."
              .formatted(folder.toAbsolutePath()));
    }
    return Stream.concat(Stream.of(folder), subfolders.stream().map(folder::resolve))
        .map(place -> new DataFolder(place, remedy))
        .filter(place -> files.stream().anyMatch(file -> place.find(file).isPresent()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "dataset.folder = %s holds none of %s, nor does its subfolder %s. %s"
                        .formatted(
                            folder.toAbsolutePath(),
                            String.join(", ", files),
                            String.join(" or ", subfolders),
                            remedy)));
  }

  /**
   * Finds a file by its official name, compressed or not, also with the dots that some copies of
   * MNIST have in place of a hyphen ({@code train-images.idx3-ubyte}).
   */
  Optional<Path> find(String name) {
    String dotted = name.replace("-idx", ".idx");
    return Stream.of(name, name + ".gz", dotted, dotted + ".gz")
        .map(path::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whether all of the files are there. */
  boolean holds(List<String> files) {
    return files.stream().allMatch(file -> find(file).isPresent());
  }

  /**
   * Returns a file by its official name.
   *
   * @throws UserException if it is not there
   */
  Path file(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new UserException(
                    "%s is missing in %s. %s".formatted(name, path.toAbsolutePath(), remedy)));
  }

  /** Says that a file is not what it should be. */
  UserException damaged(Path file, String found, String expected) {
    return new UserException(
        "%s is damaged or not the official file: found %s, expected %s. %s"
            .formatted(file.toAbsolutePath(), found, expected, remedy));
  }

  /** Says that a file could not be read. */
  UserException unreadable(Path file, IOException cause) {
    return new UserException(
        "cannot read %s (%s)".formatted(file.toAbsolutePath(), Reason.of(cause, file)), cause);
  }

  /**
   * Checks that labels are classes.
   *
   * @throws UserException if one is not
   */
  void requireClasses(Path file, byte[] labels, int classes) {
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i] & 0xff;
      if (label >= classes) {
        throw damaged(
            file,
            "the label %d at image %d".formatted(label, i),
            "labels from 0 to %d".formatted(classes - 1));
      }
    }
  }
}
