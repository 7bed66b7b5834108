package io.rethink.data.images;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.data.download.FolderLock;
import io.rethink.data.download.Reason;
import io.rethink.data.images.ImageList.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the cache with images decoded to squares. {@code images} holds their bytes, {@code
 * digests} a line for each block of images that has been decoded, by which an interrupted work is
 * carried on, and {@code digest} that of the whole, once all is there.
 */
final class DecodedImages {

  private static final int BLOCK = 256;
  private static final int MOST_NAMED = 20;
  private static final HexFormat HEX = HexFormat.of();

  private final Path folder;
  private final List<Entry> entries;
  private final int side;
  private final Progress progress;

  /**
   * The decoded form of {@code entries}.
   *
   * @param folder the folder of the cache that belongs to these very files, at this side
   */
  DecodedImages(Path folder, List<Entry> entries, int side, Progress progress) {
    this.folder = folder;
    this.entries = entries;
    this.side = side;
    this.progress = progress;
  }

  private Path images() {
    return folder.resolve("images");
  }

  private long bytes() {
    return (long) entries.size() * SquareImage.bytes(side);
  }

  /**
   * Decodes what has not been decoded yet, and returns the digest of all images: of their names,
   * labels, sizes and bytes, and of the side.
   *
   * @throws UserException if the disk is too small, or images are damaged
   */
  String complete() {
    try {
      // Another user may have decoded them, to a folder that is his.
      String there = digest();
      if (there != null) {
        return there;
      }
      FolderLock.hold(
          folder,
          progress,
          () -> {
            if (digest() == null) {
              decode();
            }
          });
      String digest = digest();
      if (digest == null) {
        throw new IllegalStateException("no digest in " + folder);
      }
      return digest;
    } catch (IOException e) {
      throw new UserException(
          "cannot keep decoded images in %s (%s). Mend that, or name another folder with --data or RETHINK_DATA."
              .formatted(folder.toAbsolutePath(), Reason.of(e, folder)),
          e);
    }
  }

  /** A view of the file of bytes, for as long as the channel's maps live. */
  FileChannel open() throws IOException {
    return FileChannel.open(images(), StandardOpenOption.READ);
  }

  private @Nullable String digest() throws IOException {
    Path file = folder.resolve("digest");
    boolean whole = Files.exists(images()) && Files.size(images()) == bytes();
    return whole && Files.exists(file) ? Files.readString(file).strip() : null;
  }

  private void decode() throws IOException {
    Path digestsFile = folder.resolve("digests");
    List<String> digests =
        new ArrayList<>(Files.exists(digestsFile) ? Files.readAllLines(digestsFile) : List.of());
    requireRoom();
    ConcurrentSkipListMap<Integer, String> damaged = new ConcurrentSkipListMap<>();
    try (FileChannel channel =
            FileChannel.open(images(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Progress.Work work = progress.begin("decoding images", entries.size(), "images")) {
      for (int from = 0; from < entries.size(); from += BLOCK) {
        int block = from / BLOCK;
        int to = Math.min(from + BLOCK, entries.size());
        if (block >= digests.size()) {
          String digest = decode(channel, from, to, damaged);
          if (damaged.isEmpty()) {
            channel.force(false);
            digests.add(digest);
            Files.write(
                digestsFile, List.of(digest), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          }
        }
        work.advance(to - from);
      }
    }
    requireNone(damaged);
    MessageDigest whole = sha256();
    whole.update(Integer.toString(side).getBytes(StandardCharsets.UTF_8));
    digests.forEach(digest -> whole.update(HEX.parseHex(digest)));
    Path written = folder.resolve("digest.part");
    Files.writeString(written, HEX.formatHex(whole.digest()));
    Files.move(written, folder.resolve("digest"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void requireRoom() throws IOException {
    long there = Files.exists(images()) ? Files.size(images()) : 0;
    long needed = bytes() - there;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (needed > free) {
      throw new UserException(
          "%d images of %dx%d take %.1f GB in %s, where %.1f GB are free. Make room, choose a smaller dataset.side, or another folder with --data."
              .formatted(
                  entries.size(), side, side, needed / 1e9, folder.toAbsolutePath(), free / 1e9));
    }
  }

  /** Decodes a block on all cores, and returns its digest. */
  private String decode(
      FileChannel channel, int from, int to, ConcurrentSkipListMap<Integer, String> damaged) {
    List<byte[]> digests =
        IntStream.range(from, to).parallel().mapToObj(i -> decode(channel, i, damaged)).toList();
    MessageDigest block = sha256();
    digests.forEach(block::update);
    return HEX.formatHex(block.digest());
  }

  private byte[] decode(
      FileChannel channel, int index, ConcurrentSkipListMap<Integer, String> damaged) {
    Entry entry = entries.get(index);
    MessageDigest digest = sha256();
    byte[] file;
    byte[] square;
    try {
      file = Files.readAllBytes(entry.file().path());
      square = SquareImage.decode(file, side);
    } catch (IOException e) {
      damaged.put(
          index,
          "%s: %s"
              .formatted(entry.file().path().toAbsolutePath(), Reason.of(e, entry.file().path())));
      return digest.digest();
    }
    write(channel, square, (long) index * square.length);
    digest.update(
        "%s %d %d\n"
            .formatted(entry.file().name(), entry.label(), file.length)
            .getBytes(StandardCharsets.UTF_8));
    digest.update(file);
    return digest.digest();
  }

  private void write(FileChannel channel, byte[] square, long position) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(square);
      while (buffer.hasRemaining()) {
        channel.write(buffer, position + buffer.position());
      }
    } catch (IOException e) {
      throw new UserException(
          "cannot write to %s (%s)".formatted(images().toAbsolutePath(), Reason.of(e, images())),
          e);
    }
  }

  private static void requireNone(ConcurrentSkipListMap<Integer, String> damaged) {
    if (!damaged.isEmpty()) {
      String more =
          damaged.size() > MOST_NAMED
              ? "\n  and %d more".formatted(damaged.size() - MOST_NAMED)
              : "";
      throw new UserException(
          "%s:\n  %s%s"
              .formatted(
                  damaged.size() == 1
                      ? "1 image cannot be read. Mend or remove it"
                      : damaged.size() + " images cannot be read. Mend or remove them",
                  String.join("\n  ", damaged.values().stream().limit(MOST_NAMED).toList()),
                  more));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
