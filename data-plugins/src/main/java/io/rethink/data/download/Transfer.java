package io.rethink.data.download;

import io.rethink.api.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Copies a file from one address to the disk, from where an earlier attempt broke off. */
final class Transfer {

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final Duration patience;
  private final Progress progress;

  /**
   * @param patience how long to wait for a connection, an answer, or the next bytes
   */
  Transfer(Duration patience, Progress progress) {
    this.patience = patience;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Completes {@code part}, which may hold the beginning of the file or not exist.
   *
   * @return whether bytes that were already there were kept
   * @throws IOException if the server does not answer, refuses, or breaks off; what has arrived
   *     stays in {@code part}
   */
  boolean complete(Path part, URI address) throws IOException, InterruptedException {
    long present = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
    if (present > 0) {
      request.header("Range", "bytes=" + present + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      boolean resumes = resumes(response, present);
      if (response.statusCode() != RANGE_NOT_SATISFIABLE) {
        copy(response, body, part, resumes ? present : 0);
      }
      return resumes;
    }
  }

  private static boolean resumes(HttpResponse<?> response, long present) throws IOException {
    int status = response.statusCode();
    if (status == PARTIAL_CONTENT) {
      String range = response.headers().firstValue("Content-Range").orElse("none");
      if (present == 0 || !range.startsWith("bytes " + present + "-")) {
        throw new IOException(
            "asked for the bytes from %d on, got the range %s".formatted(present, range));
      }
      return true;
    }
    if (status == RANGE_NOT_SATISFIABLE && present > 0) {
      return true; // nothing lies behind what is there; its digest tells whether that is right
    }
    if (status != OK) {
      throw new IOException("HTTP " + status);
    }
    return false;
  }

  private void copy(HttpResponse<?> response, InputStream body, Path part, long present)
      throws IOException, InterruptedException {
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "download");
              thread.setDaemon(true);
              return thread;
            });
    try (OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                present > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        Progress.Work work =
            progress.begin(
                "downloading " + response.uri(), length < 0 ? -1 : present + length, "B")) {
      work.advance(present);
      byte[] buffer = new byte[1 << 16];
      int count;
      while ((count = read(body, buffer, reader)) >= 0) {
        out.write(buffer, 0, count);
        work.advance(count);
      }
    } finally {
      reader.shutdownNow();
    }
  }

  /** A stream of the client's blocks for ever when the server falls silent; this gives up. */
  private int read(InputStream body, byte[] buffer, ExecutorService reader)
      throws IOException, InterruptedException {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    reader.execute(
        () -> {
          try {
            read.complete(body.read(buffer));
          } catch (IOException e) {
            read.completeExceptionally(e);
          }
        });
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no data for %d s".formatted(patience.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
