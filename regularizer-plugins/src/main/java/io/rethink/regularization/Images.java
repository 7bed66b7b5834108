package io.rethink.regularization;

import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;

/** The data sets that an augmentation of images can work on. */
final class Images {

  private Images() {}

  /**
   * Sees to it that the examples are images.
   *
   * @param regularizer the name that users know the augmentation by
   * @throws UserException if they are vectors
   */
  static void require(String regularizer, DatasetInfo dataset) {
    if (dataset.shape().isVector()) {
      throw new UserException(
          ("%s changes images, but the examples of %s are vectors of %s values. Leave it out, or"
                  + " choose a data set of images.")
              .formatted(regularizer, dataset.name(), dataset.shape()));
    }
  }
}
