package io.rethink.optimization;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;

/** Contributes the optimizers of this module. */
public final class OptimizerPlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.optimizer("sgd", Sgd.class, Sgd.Config.class);
    to.optimizer("adam", Adam.class, Adam.Config.class);
    to.optimizer("adamw", AdamW.class, AdamW.Config.class);
    to.optimizer("rmsprop", RmsProp.class, RmsProp.Config.class);
    to.optimizer("sam", Sam.class, Sam.Config.class);
    to.optimizer("gradient-descent", GradientDescent.class, GradientDescent.Config.class);
  }
}
