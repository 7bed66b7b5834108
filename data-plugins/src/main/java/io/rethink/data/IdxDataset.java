package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Progress;
import io.rethink.api.data.InputShape;
import io.rethink.api.data.Split;
import io.rethink.data.download.Downloader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** MNIST and what has been published in its form: 1x28x28 images in ten classes. */
abstract class IdxDataset extends DownloadedDataset {

  private static final int SIDE = 28;
  private static final InputShape SHAPE = new InputShape(1, SIDE, SIDE);
  private static final int BRIGHTEST = 255;
  private static final String REMEDY =
      "Get the four files in another way and name their folder in dataset.folder, or name another"
          + " mirror in dataset.mirrors.";

  private final IdxRelease release;

  IdxDataset(
      IdxRelease release,
      List<String> classNames,
      FileOptions options,
      DataDirectory directory,
      Progress progress) {
    super(classNames, options, directory.path().resolve(release.folder()), progress);
    this.release = release;
  }

  @Override
  TrainAndTest load() {
    DataFolder folder = folder(release.subfolders(), IdxRelease.FILES);
    List<ByteExamples> splits =
        Stream.of(Split.TRAIN, Split.TEST).parallel().map(split -> read(folder, split)).toList();
    return new TrainAndTest(splits.get(0), splits.get(1));
  }

  @Override
  List<URI> mirrors() {
    return release.mirrors();
  }

  @Override
  void download(DataFolder folder, List<URI> mirrors, Progress progress) throws IOException {
    Downloader downloader = new Downloader(progress);
    for (String file : IdxRelease.FILES) {
      if (folder.find(file).isEmpty()) {
        downloader.fetch(release.remote(file, mirrors), folder.path(), REMEDY);
      }
    }
  }

  private ByteExamples read(DataFolder folder, Split split) {
    boolean train = split == Split.TRAIN;
    int size = train ? release.trainSize() : release.testSize();
    String imageFile = train ? IdxRelease.TRAIN_IMAGES : IdxRelease.TEST_IMAGES;
    String labelFile = train ? IdxRelease.TRAIN_LABELS : IdxRelease.TEST_LABELS;
    byte[] labels = new IdxFile(folder, labelFile).read(complete(), size);
    byte[] pixels = new IdxFile(folder, imageFile).read(complete(), size, SIDE, SIDE);
    int images = pixels.length / SHAPE.size();
    if (images != labels.length) {
      throw folder.damaged(
          folder.file(labelFile),
          labels.length + " labels",
          "%d, one for each image in %s".formatted(images, imageFile));
    }
    folder.requireClasses(folder.file(labelFile), labels, classNames().size());
    return new ByteExamples(SHAPE, classNames().size(), pixels, 0, SHAPE.size(), labels, BRIGHTEST);
  }
}
