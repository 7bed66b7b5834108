package io.rethink.measurement;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;

/** Contributes the measures of this module. */
public final class MeasurePlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.measure("label-agreement", LabelAgreement.class, LabelAgreement.Config.class);
    to.measure("top-k", TopK.class, TopK.Config.class);
    to.measure("margins", Margins.class, Margins.Config.class);
    to.measure("norms", Norms.class, Norms.Config.class);
    to.measure(
        "distance-from-initialization",
        DistanceFromInitialization.class,
        DistanceFromInitialization.Config.class);
    to.measure(
        "minimum-norm-distance", MinimumNormDistance.class, MinimumNormDistance.Config.class);
  }
}
