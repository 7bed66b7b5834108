package io.rethink.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of records of one size.
 *
 * @param records how many there are
 */
record CifarFile(DataFolder folder, Path path, int records, int recordSize) {

  /** Bytes asked for at a time; Java keeps a buffer of that size outside its heap. */
  private static final int CHUNK = 1 << 18;

  /**
   * Finds a file and checks its size.
   *
   * @param official the number of records in the official file
   * @param complete whether the file must hold as many, or may hold fewer
   * @throws io.rethink.api.UserException if it is missing or of another size
   */
  static CifarFile open(
      DataFolder folder, String name, int recordSize, int official, boolean complete) {
    Path path = folder.file(name);
    long size;
    try {
      size = Files.size(path);
    } catch (IOException e) {
      throw folder.unreadable(path, e);
    }
    long expected = (long) official * recordSize;
    boolean excerpt = size > 0 && size < expected && size % recordSize == 0;
    if (size != expected && (complete || !excerpt)) {
      throw folder.damaged(
          path,
          "%d bytes".formatted(size),
          (complete ? "%d: %d records of %d" : "at most %d, a multiple of %3$d")
                  .formatted(expected, official, recordSize)
              + (excerpt ? DataFolder.EXCERPT_HINT : ""));
    }
    return new CifarFile(folder, path, (int) (size / recordSize), recordSize);
  }

  /**
   * Reads all records to {@code target}, from {@code offset} on.
   *
   * @throws io.rethink.api.UserException if the file cannot be read
   */
  void readTo(byte[] target, int offset) {
    int end = offset + records * recordSize;
    try (InputStream in = Files.newInputStream(path)) {
      int at = offset;
      while (at < end) {
        int count = in.read(target, at, Math.min(CHUNK, end - at));
        if (count < 0) {
          throw folder.damaged(
              path, "an end after %d bytes".formatted(at - offset), "%d".formatted(end - offset));
        }
        at += count;
      }
    } catch (IOException e) {
      throw folder.unreadable(path, e);
    }
  }
}
