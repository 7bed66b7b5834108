package io.rethink.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file in MNIST's IDX format: a magic number ({@code 0x0000080n} for unsigned bytes in n
 * dimensions), n sizes, all as big-endian 32-bit integers, then the bytes. It may be compressed by
 * gzip.
 */
final class IdxFile {

  private static final int UNSIGNED_BYTES = 0x08;
  private static final int GZIP = 0x1f8b;

  private final DataFolder folder;
  private final Path path;

  IdxFile(DataFolder folder, String name) {
    this.folder = folder;
    this.path = folder.file(name);
  }

  /**
   * Reads the file's bytes, first dimension outermost.
   *
   * @param complete whether the file must hold as many items as {@code shape} says, or may hold
   *     fewer
   * @param shape the sizes of the official file
   * @throws io.rethink.api.UserException if the file is something else
   */
  byte[] read(boolean complete, int... shape) {
    try (DataInputStream in = new DataInputStream(open())) {
      int items = readHeader(in, complete, shape);
      byte[] bytes = new byte[Arrays.stream(shape).skip(1).reduce(items, Math::multiplyExact)];
      int count = in.readNBytes(bytes, 0, bytes.length);
      if (count < bytes.length || in.read() >= 0) {
        throw folder.damaged(
            path,
            (count < bytes.length ? "%d" : "more than %d").formatted(count) + " bytes of data",
            bytes.length + ", as its header says");
      }
      return bytes;
    } catch (EOFException | ZipException e) {
      throw folder.damaged(path, "a file that breaks off or is corrupt", "a whole one");
    } catch (IOException e) {
      throw folder.unreadable(path, e);
    }
  }

  /** Checks the header, and returns the number of items. */
  private int readHeader(DataInputStream in, boolean complete, int[] shape) throws IOException {
    int magic = in.readInt();
    int expected = UNSIGNED_BYTES << 8 | shape.length;
    if (magic != expected) {
      throw folder.damaged(
          path, "the magic number 0x%08x".formatted(magic), "0x%08x".formatted(expected));
    }
    int[] sizes = new int[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = in.readInt();
    }
    boolean excerpt = sizes[0] >= 1 && sizes[0] < shape[0];
    boolean sameItems = Arrays.mismatch(sizes, 1, sizes.length, shape, 1, shape.length) < 0;
    if (!sameItems || !(sizes[0] == shape[0] || (excerpt && !complete))) {
      throw folder.damaged(
          path,
          dimensions(sizes),
          (complete ? "" : "at most ")
              + dimensions(shape)
              + (sameItems && excerpt ? DataFolder.EXCERPT_HINT : ""));
    }
    return sizes[0];
  }

  private static String dimensions(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x"))
        + (sizes.length == 1 ? " labels" : " pixels");
  }

  private InputStream open() throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    in.mark(2);
    boolean compressed = (in.read() << 8 | in.read()) == GZIP;
    in.reset();
    return compressed ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
