package org.example.noise;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;

/** Contributes one extension of each extension point. */
public final class NoisePlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.dataset("gaussian-blobs", GaussianBlobs.class, GaussianBlobs.Config.class);
    to.corruption("flipped-labels", FlippedLabels.class, FlippedLabels.Config.class);
    to.model("deep-linear", DeepLinear.class, DeepLinear.Config.class);
    to.regularizer("input-noise", InputNoise.class, InputNoise.Config.class);
    to.optimizer("sign-sgd", SignSgd.class, SignSgd.Config.class);
    to.measure("confidence", Confidence.class, Confidence.Config.class);
  }
}
