package io.rethink.runner.training;

import java.util.Optional;

/** The names of the metrics that every run has. */
public final class Metrics {

  /** Mean loss over the whole training set at the end of an epoch, without penalties. */
  public static final String TRAIN_LOSS = "train/loss";

  /** Fraction of the training set whose given label is predicted, at the end of an epoch. */
  public static final String TRAIN_ACCURACY = "train/accuracy";

  /** Mean loss over the whole test set, without penalties. */
  public static final String TEST_LOSS = "test/loss";

  /** Fraction of the test set whose label is predicted. */
  public static final String TEST_ACCURACY = "test/accuracy";

  /** Mean loss of the steps since the metric was last logged, in training mode, by step. */
  public static final String STEP_LOSS = "step/loss";

  /** Number of trained parameters. */
  public static final String PARAMETERS = "model/parameters";

  /** What {@link #TRAIN_ACCURACY} lacks to 1; no run has it, reports and tables derive it. */
  public static final String TRAIN_ERROR = "train/error";

  /** What {@link #TEST_ACCURACY} lacks to 1; no run has it, reports and tables derive it. */
  public static final String TEST_ERROR = "test/error";

  /** How many epochs were trained, in reports. */
  public static final String EPOCHS = "epochs";

  /** How many steps were taken, in reports. */
  public static final String STEPS = "steps";

  /** The first epoch at which the training set was fitted, in reports. */
  public static final String EPOCHS_TO_INTERPOLATION = "epochs-to-interpolation";

  /** The steps up to the end of that epoch, in reports. */
  public static final String STEPS_TO_INTERPOLATION = "steps-to-interpolation";

  private static final String BEST = "best/";

  private Metrics() {}

  /**
   * The metric whose best value over the epochs is called {@code name} in reports, {@code
   * best/<metric>}: the largest, or the smallest of a loss or an error. Empty for other names.
   */
  public static Optional<String> bestOf(String name) {
    return name.startsWith(BEST) ? Optional.of(name.substring(BEST.length())) : Optional.empty();
  }
}
