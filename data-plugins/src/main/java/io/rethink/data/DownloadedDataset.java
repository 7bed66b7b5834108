package io.rethink.data;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.data.download.FolderLock;
import io.rethink.data.download.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A data set in official files, which are in a folder that the user names or downloaded once. */
abstract class DownloadedDataset extends StoredDataset {

  private final FileOptions options;
  private final Path cache;
  private final Progress progress;

  /**
   * A data set.
   *
   * @param cache the folder that its files are downloaded to
   */
  DownloadedDataset(List<String> classNames, FileOptions options, Path cache, Progress progress) {
    super(classNames);
    this.options = options;
    this.cache = cache;
    this.progress = progress;
  }

  /** The built-in mirrors. */
  abstract List<URI> mirrors();

  /** Downloads what {@code folder} lacks, which no one else writes to. */
  abstract void download(DataFolder folder, List<URI> mirrors, Progress progress)
      throws IOException;

  /** Whether each file must hold as many images as the official one. */
  final boolean complete() {
    return options.complete();
  }

  /**
   * The folder of the official files.
   *
   * @param subfolders where they may lie in a folder that the user names
   * @param files their names
   */
  final DataFolder folder(List<String> subfolders, List<String> files) {
    Path given = options.folder();
    return given == null ? downloaded(files) : DataFolder.given(given, subfolders, files);
  }

  private DataFolder downloaded(List<String> files) {
    DataFolder folder = DataFolder.cache(cache);
    if (!folder.holds(files)) {
      List<URI> mirrors = options.mirrors(mirrors());
      try {
        FolderLock.hold(
            cache,
            progress,
            () -> {
              if (!folder.holds(files)) {
                download(folder, mirrors, progress);
              }
            });
      } catch (IOException e) {
        throw new UserException(
            "cannot keep the data set in %s (%s). Mend that, or name another folder with --data or RETHINK_DATA."
                .formatted(cache, Reason.of(e, cache)),
            e);
      }
    }
    return folder;
  }
}
