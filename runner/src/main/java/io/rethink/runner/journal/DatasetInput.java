package io.rethink.runner.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A data set that a run trained or was tested on.
 *
 * @param name the data set's name
 * @param digest of the content as the run saw it: two runs with equal digests saw equal data
 * @param source where it came from: a URL, whose credentials are left out, or a file or folder
 * @param context what it was used for
 * @param examples number of examples
 * @param shape the shape of one example, such as {@code [3, 28, 28]}
 * @param classes number of classes
 */
public record DatasetInput(
    String name,
    String digest,
    String source,
    Context context,
    long examples,
    List<Integer> shape,
    int classes) {

  /** What a data set was used for. */
  public enum Context {
    @JsonProperty("training")
    TRAINING,
    @JsonProperty("testing")
    TESTING
  }

  public DatasetInput {
    if (name.isBlank() || digest.isBlank()) {
      throw new IllegalArgumentException(
          "a data set needs a name and a digest: \"%s\", \"%s\"".formatted(name, digest));
    }
    source = source.replaceAll("//[^/@]*@", "//");
    shape = List.copyOf(shape);
  }
}
