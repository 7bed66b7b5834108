package io.rethink.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The digest that a file is known by.
 *
 * @param algorithm as {@link MessageDigest} names it: {@code MD5}, {@code SHA-256}
 * @param hex the digest in lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

  /** An MD5 digest, as most data sets publish it. */
  public static Checksum md5(String hex) {
    return new Checksum("MD5", hex);
  }

  /**
   * The digest of a file, by the same algorithm.
   *
   * @throws IOException if the file cannot be read
   */
  public Checksum of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digesting = new DigestInputStream(in, digest())) {
      byte[] buffer = new byte[1 << 16];
      while (digesting.read(buffer) >= 0) {}
      return new Checksum(
          algorithm, HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
    }
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  /** As in {@code md5 c32a1d4ab5d03f1284b67883e8d87530}. */
  @Override
  public String toString() {
    return algorithm.toLowerCase(Locale.ROOT) + " " + hex;
  }
}
