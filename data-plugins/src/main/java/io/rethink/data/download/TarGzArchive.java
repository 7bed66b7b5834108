package io.rethink.data.download;

import io.rethink.api.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A compressed tar archive.
 *
 * @param file the archive, usually {@code *.tar.gz}
 */
public record TarGzArchive(Path file) {

  /**
   * Unpacks the files of the archive, without the folders they are in, to {@code folder}. A file
   * gets its name when it is whole, and replaces one that is there.
   *
   * @throws IOException if the archive is damaged or the disk fails
   */
  public void unpackTo(Path folder, Progress progress) throws IOException {
    Files.createDirectories(folder);
    try (TarArchiveInputStream entries =
            new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
        Progress.Work work = progress.begin("unpacking " + file.getFileName(), -1, "files")) {
      TarArchiveEntry entry;
      while ((entry = entries.getNextEntry()) != null) {
        if (entry.isFile()) {
          String name = Path.of(entry.getName()).getFileName().toString();
          Path part = folder.resolve(name + ".part");
          Files.copy(entries, part, StandardCopyOption.REPLACE_EXISTING);
          Files.move(
              part,
              folder.resolve(name),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
          work.advance(1);
        }
      }
    }
  }
}
