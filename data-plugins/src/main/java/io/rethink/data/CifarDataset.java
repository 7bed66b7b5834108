package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.data.download.Downloader;
import io.rethink.data.download.FolderLock;
import io.rethink.data.download.RemoteFile;
import io.rethink.data.download.TarGzArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** CIFAR-10 and CIFAR-100: 3x32x32 images, which stay in memory as the files' own records. */
abstract class CifarDataset extends StoredDataset {

  private static final InputShape SHAPE = new InputShape(3, 32, 32);
  private static final int BRIGHTEST = 255;
  private static final String REMEDY =
      "Get the archive in another way, unpack it and name its folder in dataset.folder, or name"
          + " another mirror in dataset.mirrors.";

  private final CifarRelease release;
  private final int labelByte;
  private final FileOptions options;
  private final Path cache;
  private final Progress progress;

  /**
   * @param labelByte which of a record's label bytes is the label
   */
  CifarDataset(
      CifarRelease release,
      List<String> classNames,
      int labelByte,
      FileOptions options,
      DataDirectory directory,
      Progress progress) {
    super(classNames);
    this.release = release;
    this.labelByte = labelByte;
    this.options = options;
    this.cache = directory.path();
    this.progress = progress;
  }

  @Override
  TrainAndTest load() {
    Path given = options.folder();
    DataFolder folder =
        given == null
            ? downloaded()
            : DataFolder.given(given, List.of(release.folder()), release.files());
    return new TrainAndTest(
        read(folder, release.trainFiles(), release.recordsPerTrainFile()),
        read(folder, release.testFiles(), release.recordsPerTestFile()));
  }

  private DataFolder downloaded() {
    Path path = cache.resolve(release.folder());
    DataFolder folder = DataFolder.cache(path);
    if (!hasAllFiles(folder)) {
      RemoteFile official = release.archive();
      RemoteFile archive =
          new RemoteFile(official.name(), official.checksum(), options.mirrors(official.mirrors()));
      try {
        FolderLock.hold(
            path,
            progress,
            () -> {
              if (!hasAllFiles(folder)) {
                Path file = new Downloader(progress).fetch(archive, path, REMEDY);
                new TarGzArchive(file).unpackTo(path, progress);
                Files.delete(file);
              }
            });
      } catch (IOException e) {
        throw new UserException("cannot write to %s: %s".formatted(path, e), e);
      }
    }
    return folder;
  }

  private boolean hasAllFiles(DataFolder folder) {
    return release.files().stream().allMatch(file -> folder.find(file).isPresent());
  }

  private ByteExamples read(DataFolder folder, List<String> names, int recordsPerFile) {
    int recordSize = release.labelBytes() + SHAPE.size();
    List<CifarFile> files = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int size = 0;
    for (String name : names) {
      CifarFile file = CifarFile.open(folder, name, recordSize, recordsPerFile, options.complete());
      files.add(file);
      offsets.add(size);
      size += file.records() * recordSize;
    }
    byte[] records = new byte[size];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i -> {
              files.get(i).readTo(records, offsets.get(i));
              requireClasses(files.get(i), records, offsets.get(i));
            });
    byte[] labels = labels(records, 0, size / recordSize, recordSize);
    return new ByteExamples(
        SHAPE, classNames().size(), records, release.labelBytes(), recordSize, labels, BRIGHTEST);
  }

  private void requireClasses(CifarFile file, byte[] records, int offset) {
    byte[] labels = labels(records, offset, file.records(), file.recordSize());
    file.folder().requireClasses(file.path(), labels, classNames().size());
  }

  private byte[] labels(byte[] records, int offset, int count, int recordSize) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = records[offset + i * recordSize + labelByte];
    }
    return labels;
  }
}
