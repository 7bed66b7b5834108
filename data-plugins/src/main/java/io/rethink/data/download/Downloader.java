package io.rethink.data.download;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Downloads files, each from the first of its mirrors that gives what its checksum promises. A file
 * grows as {@code NAME.part} and gets its name when it is whole and right; a {@code .part} that is
 * there is continued, whichever mirror it came from.
 */
public final class Downloader {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Transfer transfer;

  public Downloader(Progress progress) {
    this(progress, PATIENCE);
  }

  Downloader(Progress progress, Duration patience) {
    this.transfer = new Transfer(patience, progress);
  }

  /**
   * Brings a file into a folder, unless the right file is there.
   *
   * @param remedy what a user can do if no mirror gives the file; ends the message
   * @return the file
   * @throws UserException if no mirror gives the file; lists what each did
   * @throws IOException if the disk fails
   */
  public Path fetch(RemoteFile file, Path folder, String remedy) throws IOException {
    Files.createDirectories(folder);
    Path target = folder.resolve(file.name());
    if (Files.exists(target) && file.checksum().of(target).equals(file.checksum())) {
      return target;
    }
    Path part = folder.resolve(file.name() + ".part");
    List<String> failures = new ArrayList<>();
    for (URI address : file.addresses()) {
      String failure = fetch(file.checksum(), address, part);
      if (failure == null) {
        return Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      failures.add("\n  " + address + ": " + failure);
    }
    throw new UserException(
        "could not download %s (%s):%s\n%s"
            .formatted(file.name(), file.checksum(), String.join("", failures), remedy));
  }

  /** Completes {@code part} from one address; returns why that failed, or null if it did not. */
  private @Nullable String fetch(Checksum checksum, URI address, Path part) throws IOException {
    while (true) {
      long before = size(part);
      boolean resumed;
      try {
        resumed = transfer.complete(part, address);
      } catch (IOException e) {
        if (size(part) > before) {
          continue; // each round brings the file further, so there is an end to them
        }
        return reason(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserException(
            "the download of %s was interrupted; the next run goes on from there"
                .formatted(address),
            e);
      }
      Checksum found = checksum.of(part);
      if (found.equals(checksum)) {
        return null;
      }
      Files.delete(part);
      if (!resumed) {
        return "wrong content: found %s, expected %s".formatted(found, checksum);
      }
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private static String reason(IOException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof UnresolvedAddressException) {
        return "no such host, or no network";
      }
    }
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
