package io.rethink.runner.runs;

import io.rethink.api.data.Examples;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a run is made from, as 64 hexadecimal digits. */
public final class Digests {

  private Digests() {}

  /** Of a text in UTF-8. */
  public static String of(String text) {
    return hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of the given labels, in the order of the examples, each as a big-endian 32-bit integer. */
  public static String ofLabels(Examples examples) {
    ByteBuffer labels = ByteBuffer.allocate(Math.multiplyExact(examples.size(), Integer.BYTES));
    for (int i = 0; i < examples.size(); i++) {
      labels.putInt(examples.label(i));
    }
    return hex(sha256().digest(labels.array()));
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** The algorithm, before its first byte. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
