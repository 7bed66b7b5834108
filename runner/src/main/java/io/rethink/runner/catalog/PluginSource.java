package io.rethink.runner.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A plugin and where it comes from.
 *
 * @param pluginClass name of the class that implements {@link io.rethink.api.Plugin}
 * @param jar the jar that holds it; null for classes in a folder of the class path
 * @param version the jar's version, where it states one
 */
public record PluginSource(String pluginClass, @Nullable Path jar, @Nullable String version) {

  /**
   * SHA-256 of the jar as 64 hexadecimal digits, null without a jar. Read from the file at each
   * call, so that discovering plugins costs nothing.
   */
  public @Nullable String digest() {
    if (jar == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(jar)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Where it comes from, for people: the jar, or the class without one. */
  public String location() {
    return jar == null ? pluginClass + " (class path)" : jar.toString();
  }
}
