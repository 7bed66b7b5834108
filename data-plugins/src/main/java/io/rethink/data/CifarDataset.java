package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Progress;
import io.rethink.api.data.InputShape;
import io.rethink.data.download.Downloader;
import io.rethink.data.download.RemoteFile;
import io.rethink.data.download.TarGzArchive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** CIFAR-10 and CIFAR-100: 3x32x32 images, which stay in memory as the files' own records. */
abstract class CifarDataset extends DownloadedDataset {

  private static final InputShape SHAPE = new InputShape(3, 32, 32);
  private static final int BRIGHTEST = 255;
  private static final String REMEDY =
      "Get the archive in another way, unpack it and name its folder in dataset.folder, or name"
          + " another mirror in dataset.mirrors.";

  private final CifarRelease release;
  private final int labelByte;

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
    super(classNames, options, directory.path().resolve(release.folder()), progress);
    this.release = release;
    this.labelByte = labelByte;
  }

  @Override
  TrainAndTest load() {
    DataFolder folder = folder(List.of(release.folder()), release.files());
    return new TrainAndTest(
        read(folder, release.trainFiles(), release.recordsPerTrainFile()),
        read(folder, release.testFiles(), release.recordsPerTestFile()));
  }

  @Override
  List<URI> mirrors() {
    return release.archive().mirrors();
  }

  @Override
  void download(DataFolder folder, List<URI> mirrors, Progress progress) throws IOException {
    RemoteFile official = release.archive();
    RemoteFile archive = new RemoteFile(official.name(), official.checksum(), mirrors);
    Path file = new Downloader(progress).fetch(archive, folder.path(), REMEDY);
    new TarGzArchive(file).unpackTo(folder.path(), progress);
    Files.delete(file);
  }

  private ByteExamples read(DataFolder folder, List<String> names, int recordsPerFile) {
    int recordSize = release.labelBytes() + SHAPE.size();
    List<CifarFile> files = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int size = 0;
    for (String name : names) {
      CifarFile file = CifarFile.open(folder, name, recordSize, recordsPerFile, complete());
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
