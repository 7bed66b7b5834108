package io.rethink.data;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;
import io.rethink.data.corruption.GaussianPixels;
import io.rethink.data.corruption.PartialLabels;
import io.rethink.data.corruption.RandomLabels;
import io.rethink.data.corruption.RandomPixels;
import io.rethink.data.corruption.ShuffledPixels;
import io.rethink.data.images.ImageFolder;

/** The data sets and corruptions that come with Rethink. */
public final class DataPlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.dataset("digits", Digits.class, Digits.Config.class);
    to.dataset("mnist", Mnist.class, FileOptions.class);
    to.dataset("fashion-mnist", FashionMnist.class, FileOptions.class);
    to.dataset("cifar10", Cifar10.class, FileOptions.class);
    to.dataset("cifar100", Cifar100.class, Cifar100.Config.class);
    to.dataset("image-folder", ImageFolder.class, ImageFolder.Config.class);
    to.corruption("random-labels", RandomLabels.class, RandomLabels.Config.class);
    to.corruption("partial-labels", PartialLabels.class, PartialLabels.Config.class);
    to.corruption("shuffled-pixels", ShuffledPixels.class, ShuffledPixels.Config.class);
    to.corruption("random-pixels", RandomPixels.class, RandomPixels.Config.class);
    to.corruption("gaussian-pixels", GaussianPixels.class, GaussianPixels.Config.class);
  }
}
