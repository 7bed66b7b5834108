package io.rethink.data;

import io.rethink.api.DataDirectory;
import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.data.Split;
import io.rethink.data.download.Downloader;
import io.rethink.data.download.FolderLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** MNIST and what has been published in its form: 1x28x28 images in ten classes. */
abstract class IdxDataset extends StoredDataset {

  private static final int SIDE = 28;
  private static final InputShape SHAPE = new InputShape(1, SIDE, SIDE);
  private static final int BRIGHTEST = 255;
  private static final String REMEDY =
      "Get the four files in another way and name their folder in dataset.folder, or name another"
          + " mirror in dataset.mirrors.";

  private final IdxRelease release;
  private final FileOptions options;
  private final Path cache;
  private final Progress progress;

  IdxDataset(
      IdxRelease release,
      List<String> classNames,
      FileOptions options,
      DataDirectory directory,
      Progress progress) {
    super(classNames);
    this.release = release;
    this.options = options;
    this.cache = directory.path().resolve(release.folder());
    this.progress = progress;
  }

  @Override
  TrainAndTest load() {
    Path given = options.folder();
    DataFolder folder =
        given == null
            ? downloaded()
            : DataFolder.given(given, release.subfolders(), IdxRelease.FILES);
    List<ByteExamples> splits =
        Stream.of(Split.TRAIN, Split.TEST).parallel().map(split -> read(folder, split)).toList();
    return new TrainAndTest(splits.get(0), splits.get(1));
  }

  private DataFolder downloaded() {
    DataFolder folder = DataFolder.cache(cache);
    Predicate<String> missing = file -> folder.find(file).isEmpty();
    if (IdxRelease.FILES.stream().noneMatch(missing)) {
      return folder;
    }
    List<URI> mirrors = options.mirrors(release.mirrors());
    try {
      FolderLock.hold(
          cache,
          progress,
          () -> {
            Downloader downloader = new Downloader(progress);
            for (String file : IdxRelease.FILES) {
              if (missing.test(file)) {
                downloader.fetch(release.remote(file, mirrors), cache, REMEDY);
              }
            }
          });
    } catch (IOException e) {
      throw new UserException("cannot write to %s: %s".formatted(cache, e), e);
    }
    return folder;
  }

  private ByteExamples read(DataFolder folder, Split split) {
    boolean train = split == Split.TRAIN;
    int size = train ? release.trainSize() : release.testSize();
    String imageFile = train ? IdxRelease.TRAIN_IMAGES : IdxRelease.TEST_IMAGES;
    String labelFile = train ? IdxRelease.TRAIN_LABELS : IdxRelease.TEST_LABELS;
    byte[] labels = new IdxFile(folder, labelFile).read(options.complete(), size);
    byte[] pixels = new IdxFile(folder, imageFile).read(options.complete(), size, SIDE, SIDE);
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
