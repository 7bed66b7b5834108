package io.rethink.model;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;
import io.rethink.model.interpolation.MinimumNorm;
import io.rethink.model.theorem.Theorem1;

/** Contributes the networks of this module. */
public final class ModelPlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.model("mlp", Mlp.class, Mlp.Config.class);
    to.model("linear", Linear.class, Linear.Config.class);
    to.model(SmallInception.NAME, SmallInception.class, SmallInception.Config.class);
    to.model(SmallAlexNet.NAME, SmallAlexNet.class, SmallAlexNet.Config.class);
    to.model(WideResNet.NAME, WideResNet.class, WideResNet.Config.class);
    to.model(InceptionV3.NAME, InceptionV3.class, InceptionV3.Config.class);
    to.closedFormModel(Theorem1.NAME, Theorem1.class, Theorem1.Config.class);
    to.closedFormModel(MinimumNorm.NAME, MinimumNorm.class, MinimumNorm.Config.class);
  }
}
