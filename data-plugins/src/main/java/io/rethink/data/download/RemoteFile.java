package io.rethink.data.download;

import java.net.URI;
import java.util.List;

/**
 * A file that is the same at several addresses.
 *
 * @param name the file's name
 * @param checksum the digest that its content must have
 * @param mirrors the addresses of the folders that hold it, each ending in {@code /}, in the order
 *     in which they are tried
 */
public record RemoteFile(String name, Checksum checksum, List<URI> mirrors) {

  public RemoteFile {
    mirrors = List.copyOf(mirrors);
    for (URI mirror : mirrors) {
      if (!mirror.toString().endsWith("/")) {
        throw new IllegalArgumentException("not the address of a folder: " + mirror);
      }
    }
  }

  /** The file's addresses. */
  List<URI> addresses() {
    return mirrors.stream().map(mirror -> mirror.resolve(name)).toList();
  }
}
