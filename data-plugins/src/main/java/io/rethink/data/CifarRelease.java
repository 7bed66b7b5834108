package io.rethink.data;

import io.rethink.data.download.RemoteFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data set as it was published in CIFAR's binary format: files of records, each of one or more
 * label bytes and the 3,072 bytes of a 3x32x32 image, channel by channel.
 *
 * @param archive what it is downloaded as
 * @param folder the name of the folder that the archive unpacks to
 * @param trainFiles the training files
 * @param testFiles the test files
 * @param recordsPerTrainFile records in each training file
 * @param recordsPerTestFile records in each test file
 * @param labelBytes how many labels stand before each image
 */
record CifarRelease(
    RemoteFile archive,
    String folder,
    List<String> trainFiles,
    List<String> testFiles,
    int recordsPerTrainFile,
    int recordsPerTestFile,
    int labelBytes) {

  /** All the files. */
  List<String> files() {
    return Stream.concat(trainFiles.stream(), testFiles.stream()).toList();
  }
}
