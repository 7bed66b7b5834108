package io.rethink.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.data.download.Checksum;
import io.rethink.data.download.FileServer;
import io.rethink.data.download.FileServer.Behaviour;
import io.rethink.data.download.FolderLock;
import io.rethink.data.download.RemoteFile;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloadedDatasetTest {

  private final Path cache;
  private final RecordedProgress progress = new RecordedProgress();
  private final FileServer server = new FileServer(Behaviour.GOOD);
  private final Map<String, Checksum> checksums = new HashMap<>();

  DownloadedDatasetTest(@TempDir Path cache) throws IOException {
    this.cache = cache;
    for (String name : IdxRelease.FILES) {
      byte[] content = compressed(new DataFolder(Excerpts.FOLDER.resolve("mnist"), "").file(name));
      server.with(name + ".gz", content);
      Path copy = Files.write(cache.resolve("copy"), content);
      checksums.put(name, Checksum.md5("").of(copy));
      Files.delete(copy);
    }
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void mnistIsDownloadedOnceIntoTheCache() {
    String expected =
        new Mnist(Excerpts.excerpt(Excerpts.FOLDER), Excerpts.NO_CACHE, progress).digest();

    assertThat(mnist().digest()).isEqualTo(expected);
    assertThat(server.requests()).hasSize(4);
    assertThat(mnist().digest()).isEqualTo(expected);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void onlyMissingFilesAreDownloaded() throws IOException {
    mnist().train();
    Files.delete(cache.resolve("excerpt/t10k-labels-idx1-ubyte.gz"));
    mnist().train();

    assertThat(server.requests()).hasSize(5).endsWith("t10k-labels-idx1-ubyte.gz from 0");
  }

  @Test
  void aDamagedFileInTheCacheIsNamedWithWhatToDo() throws IOException {
    mnist().train();
    Path file = cache.resolve("excerpt/t10k-labels-idx1-ubyte.gz");
    Files.write(file, new byte[100]);

    assertThatThrownBy(() -> mnist().train())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            file.toString(), "Delete the file; the next run downloads it again");
  }

  @Test
  void processesThatStartTogetherWaitForOneAnotherAndDownloadEachFileOnce() throws Exception {
    Path folder = cache.resolve("excerpt");
    List<BufferedReader> outputs = new ArrayList<>();
    FolderLock.hold(
        folder,
        progress,
        () -> {
          for (int i = 0; i < 2; i++) {
            outputs.add(startAnotherProcess());
          }
          for (BufferedReader output : outputs) {
            assertThat(output.readLine())
                .isEqualTo("waiting for another process that writes to " + folder);
          }
          assertThat(server.requests()).isEmpty();
        });
    List<String> lastLines = new ArrayList<>();
    for (BufferedReader output : outputs) {
      lastLines.add(output.lines().reduce("", (line, next) -> next));
    }

    assertThat(server.requests()).hasSize(4);
    assertThat(lastLines).containsOnly(mnist().digest());
  }

  @Test
  void cifarIsUnpackedIntoTheCacheAndItsArchiveRemoved() throws IOException {
    String expected =
        new Cifar10(Excerpts.excerpt(Excerpts.FOLDER), Excerpts.NO_CACHE, progress).digest();
    byte[] archive = cifarArchive();
    server.with("cifar.tar.gz", archive);
    Path copy = Files.write(cache.resolve("copy"), archive);
    Checksum checksum = Checksum.md5("").of(copy);

    assertThat(cifar(checksum).digest()).isEqualTo(expected);
    assertThat(cache.resolve("cifar-10-batches-bin"))
        .isDirectoryContaining("glob:**/test_batch.bin")
        .isDirectoryNotContaining("glob:**.{part,gz}");
    assertThat(cifar(checksum).digest()).isEqualTo(expected);
    assertThat(server.requests()).hasSize(1);
    assertThat(progress.works()).contains("unpacking cifar.tar.gz: 6 of -1 files");
  }

  @Test
  void mirrorsThatAUserNamesAreTriedFirst() {
    FileOptions options = new FileOptions(null, true, List.of("http://a.org/x", "https://b.org/"));

    assertThat(options.mirrors(List.of(URI.create("https://official.org/"))))
        .containsExactly(
            URI.create("http://a.org/x/"),
            URI.create("https://b.org/"),
            URI.create("https://official.org/"));
    assertThatThrownBy(() -> new FileOptions(null, true, List.of("/data")).mirrors(List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"/data\" in dataset.mirrors");
    assertThatThrownBy(() -> new FileOptions(null, true, List.of("http://[/")).mirrors(List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("dataset.mirrors");
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(cache.resolve("excerpt"), "a file where the folder should be");

    assertThatThrownBy(() -> mnist().train())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "cannot keep the data set in " + cache.resolve("excerpt"), "is in the way", "--data");
  }

  private BufferedReader startAnotherProcess() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DownloadedMnist.class.getName());
    command.addAll(List.of(server.folder().toString(), cache.toString()));
    checksums.forEach((name, checksum) -> command.addAll(List.of(name, checksum.hex())));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .inputReader(StandardCharsets.US_ASCII);
  }

  private DownloadedMnist mnist() {
    return new DownloadedMnist(checksums, server.folder(), () -> cache, progress);
  }

  private CifarDataset cifar(Checksum checksum) {
    RemoteFile archive = new RemoteFile("cifar.tar.gz", checksum, List.of(server.folder()));
    List<String> trainFiles =
        List.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin");
    CifarRelease release =
        new CifarRelease(
            archive, "cifar-10-batches-bin", trainFiles, List.of("test_batch.bin"), 3, 5, 1);
    List<String> classes = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    FileOptions options = new FileOptions(null, true, List.of());
    return new CifarDataset(release, classes, 0, options, () -> cache, progress) {};
  }

  private static byte[] cifarArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      Path folder = Excerpts.FOLDER.resolve("cifar-10-batches-bin");
      tar.putArchiveEntry(new TarArchiveEntry("cifar-10-batches-bin/"));
      tar.closeArchiveEntry();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          TarArchiveEntry entry =
              new TarArchiveEntry(file.toFile(), "cifar-10-batches-bin/" + file.getFileName());
          tar.putArchiveEntry(entry);
          Files.copy(file, tar);
          tar.closeArchiveEntry();
        }
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] compressed(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      return content;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
