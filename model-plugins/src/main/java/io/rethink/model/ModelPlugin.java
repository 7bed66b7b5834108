package io.rethink.model;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;

/** Contributes the networks of this module. */
public final class ModelPlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.model("mlp", Mlp.class, Mlp.Config.class);
    to.model("linear", Linear.class, Linear.Config.class);
  }
}
