package io.rethink.regularization;

import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;

/** Makes what the network sees from a part of the image before {@code dataset.crop}. */
abstract class Crop implements Augmentation {

  private final InputShape window;

  /**
   * Makes the augmentation.
   *
   * @param name what users know it by
   * @throws UserException if the examples are no images
   */
  Crop(String name, DatasetInfo dataset) {
    Images.require(name, dataset);
    this.window = dataset.shape();
  }

  /** The shape of what the network sees. */
  final InputShape window() {
    return window;
  }

  @Override
  public final boolean precedesCrop() {
    return true;
  }

  @Override
  public InputShape output(InputShape input) {
    return new InputShape(input.channels(), window.height(), window.width());
  }
}
