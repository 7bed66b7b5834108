package io.rethink.runner.tracking;

import java.net.URI;

/** Pages of MLflow's web interface, opened for training: by default it opens for prompts. */
public final class MlflowPage {

  private static final String TRAINING = "?workflowType=machine_learning";

  private MlflowPage() {}

  /** The list of all experiments. */
  public static URI experiments(URI server) {
    return URI.create(server + "/#/experiments" + TRAINING);
  }

  /** The runs of one experiment, by the experiment's id on the server. */
  public static URI runs(URI server, String experimentId) {
    return URI.create(server + "/#/experiments/" + experimentId + "/runs" + TRAINING);
  }
}
