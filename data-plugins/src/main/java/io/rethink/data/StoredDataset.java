package io.rethink.data;

import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data set that is read into memory when it is first asked for. */
abstract class StoredDataset implements Dataset {

  private final List<String> classNames;
  private @Nullable TrainAndTest data;
  private @Nullable String digest;

  StoredDataset(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
  }

  /**
   * Reads both splits. Called once.
   *
   * @throws io.rethink.api.UserException if the data are missing or damaged
   */
  abstract TrainAndTest load();

  @Override
  public final Examples train() {
    return data().train();
  }

  @Override
  public final Examples test() {
    return data().test();
  }

  @Override
  public final List<String> classNames() {
    return classNames;
  }

  @Override
  public final synchronized String digest() {
    if (digest == null) {
      digest = ContentDigest.of(data());
    }
    return digest;
  }

  private synchronized TrainAndTest data() {
    if (data == null) {
      data = load();
    }
    return data;
  }
}
