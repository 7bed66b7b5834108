package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Progress;
import io.rethink.data.download.Checksum;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** MNIST's excerpt as a release of its own, at a mirror that a test serves. */
final class DownloadedMnist extends IdxDataset {

  DownloadedMnist(
      Map<String, Checksum> checksums, URI mirror, DataDirectory cache, Progress progress) {
    super(
        new IdxRelease("excerpt", List.of(), checksums, List.of(mirror), 30, 20),
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        new FileOptions(null, true, List.of()),
        cache,
        progress);
  }

  /**
   * Downloads, and prints the title of each piece of work and at last the digest.
   *
   * @param args the mirror, the cache, and each file's name and MD5
   */
  public static void main(String[] args) {
    Map<String, Checksum> checksums = new HashMap<>();
    for (int i = 2; i < args.length; i += 2) {
      checksums.put(args[i], Checksum.md5(args[i + 1]));
    }
    Path cache = Path.of(args[1]);
    Progress printed =
        (title, total, unit) -> {
          System.out.println(title);
          return new RecordedProgress().begin(title, total, unit);
        };
    System.out.println(
        new DownloadedMnist(checksums, URI.create(args[0]), () -> cache, printed).digest());
  }
}
