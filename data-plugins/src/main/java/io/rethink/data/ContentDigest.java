package io.rethink.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The digest of a data set's content. It is the SHA-256 of the SHA-256s, in this order, of the
 * training labels, of the training bytes in blocks of 16 MiB, and of the same of the test split;
 * blocks, so that several threads can share the work.
 */
final class ContentDigest {

  private static final int BLOCK = 16 << 20;

  private ContentDigest() {}

  /** The digest as 64 hexadecimal digits. */
  static String of(TrainAndTest data) {
    List<Range> ranges =
        Stream.of(data.train(), data.test())
            .flatMap(split -> Stream.concat(blocks(split.labels()), blocks(split.bytes())))
            .toList();
    List<byte[]> digests = ranges.parallelStream().map(Range::sha256).toList();
    MessageDigest whole = sha256();
    digests.forEach(whole::update);
    return HexFormat.of().formatHex(whole.digest());
  }

  private static Stream<Range> blocks(byte[] bytes) {
    return IntStream.iterate(0, from -> from < bytes.length, from -> from + BLOCK)
        .mapToObj(from -> new Range(bytes, from, Math.min(BLOCK, bytes.length - from)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // names a part of an array; never compared
  private record Range(byte[] bytes, int from, int length) {

    byte[] sha256() {
      MessageDigest digest = ContentDigest.sha256();
      digest.update(bytes, from, length);
      return digest.digest();
    }
  }
}
