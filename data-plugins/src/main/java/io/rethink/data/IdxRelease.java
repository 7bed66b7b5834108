package io.rethink.data;

import io.rethink.data.download.Checksum;
import io.rethink.data.download.RemoteFile;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A data set as it was published in IDX files.
 *
 * @param folder the name of its folder in the cache
 * @param subfolders folders in which its files are often found
 * @param checksums of its four compressed files, by the names in {@link #FILES}
 * @param mirrors the folders on the web that hold them
 * @param trainSize number of training images
 * @param testSize number of test images
 */
record IdxRelease(
    String folder,
    List<String> subfolders,
    Map<String, Checksum> checksums,
    List<URI> mirrors,
    int trainSize,
    int testSize) {

  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  static final List<String> FILES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

  /** One of the files, at the given mirrors. */
  RemoteFile remote(String file, List<URI> at) {
    Checksum checksum = checksums.get(file);
    if (checksum == null) {
      throw new IllegalArgumentException("no checksum of " + file);
    }
    return new RemoteFile(file + ".gz", checksum, at);
  }
}
