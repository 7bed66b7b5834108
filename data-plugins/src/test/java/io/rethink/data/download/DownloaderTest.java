package io.rethink.data.download;

import static io.rethink.data.download.FileServer.Behaviour.BREAKS_OFF;
import static io.rethink.data.download.FileServer.Behaviour.BREAKS_OFF_AND_IGNORES_RANGES;
import static io.rethink.data.download.FileServer.Behaviour.FALLS_SILENT;
import static io.rethink.data.download.FileServer.Behaviour.GOOD;
import static io.rethink.data.download.FileServer.Behaviour.IGNORES_RANGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.data.RecordedProgress;
import io.rethink.data.download.FileServer.Behaviour;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class DownloaderTest {

  private static final byte[] CONTENT =
      "0123456789".repeat(30_000).getBytes(StandardCharsets.UTF_8);

  /** python3 -c "import hashlib; print(hashlib.md5(b'0123456789' * 30000).hexdigest())". */
  private static final Checksum CHECKSUM = Checksum.md5("b9c683230a9e20ee0a15acf7f070f508");

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final RecordedProgress progress = new RecordedProgress();
  private final List<FileServer> servers = new ArrayList<>();
  private final Path folder;

  DownloaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stopServers() {
    servers.forEach(FileServer::close);
  }

  @Test
  void aFileIsDownloadedWithItsProgressShown() throws IOException {
    FileServer server = server(GOOD, CONTENT);

    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(progress.works())
        .containsExactly("downloading " + server.folder() + "data.bin: 300000 of 300000 B");
    assertOnlyTheFileIsLeft();
  }

  @Test
  void aBrokenDownloadIsResumedWhereItBroke() throws IOException {
    FileServer server = server(BREAKS_OFF, CONTENT);

    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(server.requests())
        .containsExactly("data.bin from 0", "data.bin from 100000", "data.bin from 200000");
    assertOnlyTheFileIsLeft();
  }

  @Test
  void aDownloadLeftByAnEarlierRunIsResumed() throws IOException {
    Files.write(folder.resolve("data.bin.part"), Arrays.copyOf(CONTENT, 250_000));
    FileServer server = server(GOOD, CONTENT);

    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("data.bin from 250000");
    assertThat(progress.works()).allMatch(work -> work.endsWith("300000 of 300000 B"));
  }

  @Test
  void aWholeFileThatAnEarlierRunDidNotNameIsNotSentAgain() throws IOException {
    Files.write(folder.resolve("data.bin.part"), CONTENT);

    assertThat(fetch(server(GOOD, CONTENT))).hasBinaryContent(CONTENT);
    assertThat(progress.works()).isEmpty();
  }

  @Test
  void whatAnEarlierRunLeftIsDroppedIfItIsWrong() throws IOException {
    Files.write(folder.resolve("data.bin.part"), new byte[1000]);
    FileServer server = server(GOOD, CONTENT);

    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("data.bin from 1000", "data.bin from 0");
  }

  @Test
  void whatAnEarlierRunLeftIsDroppedIfItIsTooLong() throws IOException {
    Files.write(folder.resolve("data.bin.part"), new byte[CONTENT.length + 1]);
    FileServer server = server(GOOD, CONTENT);

    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("data.bin from 300001", "data.bin from 0");
  }

  @Test
  void aServerThatIgnoresRangesSendsTheFileFromTheStart() throws IOException {
    Files.write(folder.resolve("data.bin.part"), Arrays.copyOf(CONTENT, 250_000));

    assertThat(fetch(server(IGNORES_RANGES, CONTENT))).hasBinaryContent(CONTENT);
  }

  @Test
  void theNextMirrorGoesOnWhereAnotherGaveUp() throws IOException {
    FileServer silent = server(FALLS_SILENT, CONTENT);
    FileServer good = server(GOOD, CONTENT);

    assertThat(fetch(silent, good)).hasBinaryContent(CONTENT);
    assertThat(good.requests()).allMatch(request -> !request.equals("data.bin from 0"));
  }

  @Test
  void aFileOfTheWrongContentIsTakenFromTheNextMirror() throws IOException {
    byte[] wrong = CONTENT.clone();
    wrong[12_345]++;
    FileServer bad = server(GOOD, wrong);

    assertThat(fetch(bad, server(GOOD, CONTENT))).hasBinaryContent(CONTENT);
    assertThat(bad.requests()).hasSize(1);
    assertOnlyTheFileIsLeft();
  }

  @Test
  void theRightFileIsNotDownloadedAgainAndAWrongOneIsReplaced() throws IOException {
    FileServer server = server(GOOD, CONTENT);
    Files.write(folder.resolve("data.bin"), new byte[3]);

    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(fetch(server)).hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whenEveryMirrorFailsTheMessageSaysWhyEachDidAndWhatToDo() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    URI down = URI.create("http://localhost:%d/".formatted(unused));
    FileServer empty = new FileServer(GOOD);
    servers.add(empty);
    FileServer wrong = server(GOOD, new byte[0]);
    FileServer breaks = server(BREAKS_OFF_AND_IGNORES_RANGES, CONTENT);
    List<URI> mirrors = List.of(down, empty.folder(), wrong.folder(), breaks.folder());

    assertThatThrownBy(() -> fetch(mirrors))
        .isInstanceOf(UserException.class)
        .message()
        .satisfies(
            message -> {
              List<String> lines = message.lines().toList();
              assertThat(lines).hasSize(6);
              assertThat(lines.get(0)).isEqualTo("could not download data.bin (" + CHECKSUM + "):");
              assertThat(lines.get(1)).isEqualTo("  " + down + "data.bin: no connection");
              assertThat(lines.get(2)).isEqualTo("  " + empty.folder() + "data.bin: HTTP 404");
              assertThat(lines.get(3)) // the MD5 of nothing, RFC 1321, A.5
                  .isEqualTo(
                      "  %sdata.bin: wrong content: found md5 d41d8cd98f00b204e9800998ecf8427e,"
                              .formatted(wrong.folder())
                          + " expected "
                          + CHECKSUM);
              assertThat(lines.get(4)).startsWith("  " + breaks.folder() + "data.bin: ");
              assertThat(lines.get(5)).isEqualTo("Do this.");
            });
    assertThat(folder.resolve("data.bin")).doesNotExist();
  }

  @Test
  void aMirrorIsAFolder() {
    List<URI> noFolder = List.of(URI.create("http://localhost/data.bin"));

    assertThatThrownBy(() -> new RemoteFile("data.bin", CHECKSUM, noFolder))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private FileServer server(Behaviour behaviour, byte[] content) throws IOException {
    FileServer server = new FileServer(behaviour).with("data.bin", content);
    servers.add(server);
    return server;
  }

  private Path fetch(FileServer... mirrors) throws IOException {
    return fetch(Stream.of(mirrors).map(FileServer::folder).toList());
  }

  private Path fetch(List<URI> mirrors) throws IOException {
    return new Downloader(progress, PATIENCE)
        .fetch(new RemoteFile("data.bin", CHECKSUM, mirrors), folder, "Do this.");
  }

  private void assertOnlyTheFileIsLeft() {
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("data.bin"));
  }
}
