package io.rethink.regularization;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;

/** Contributes the regularizers of this module. */
public final class RegularizerPlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.regularizer("weight-decay", WeightDecay.class, WeightDecay.Config.class);
    to.regularizer("l1", L1.class, L1.Config.class);
    to.regularizer("max-norm", MaxNorm.class, MaxNorm.Config.class);
    to.regularizer("gradient-noise", GradientNoise.class, GradientNoise.Config.class);
    to.regularizer("dropout", Dropout.class, Dropout.Config.class);
    to.regularizer("stochastic-depth", StochasticDepth.class, StochasticDepth.Config.class);
    to.regularizer("label-smoothing", LabelSmoothing.class, LabelSmoothing.Config.class);
    to.regularizer("random-crop", RandomCrop.class, RandomCrop.Config.class);
    to.regularizer("random-resized-crop", RandomResizedCrop.class, RandomResizedCrop.Config.class);
    to.regularizer("flip-and-rotate", FlipAndRotate.class, FlipAndRotate.Config.class);
    to.regularizer("mixup", Mixup.class, Mixup.Config.class);
    to.regularizer("early-stopping", EarlyStopping.class, EarlyStopping.Config.class);
  }
}
