package io.rethink.runner.runs;

import io.rethink.api.data.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of what a run is made from, as 64 hexadecimal digits. */
public final class Digests {

  private Digests() {}

  /** Of a text in UTF-8. */
  public static String of(String text) {
    return hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of options by their paths; description and tags, which bear on no number, are not options. */
  public static String ofOptions(Map<String, String> options) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(options)
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return of(text.toString());
  }

  /**
   * Of a file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static String ofFile(Path file) {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return hex(digest.digest());
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
