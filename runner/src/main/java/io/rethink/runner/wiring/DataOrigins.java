package io.rethink.runner.wiring;

import io.rethink.api.RunDirectory;
import io.rethink.runner.config.Configured;
import io.rethink.runner.config.Experiment;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the data that experiments are made from, without their networks. Runs that differ in
 * something else share one reading of the data set.
 */
public final class DataOrigins {

  private final RunAssembler assembler;
  private @Nullable Configured last;
  private @Nullable GivenData given;

  DataOrigins(RunAssembler assembler) {
    this.assembler = assembler;
  }

  /**
   * What an experiment is given.
   *
   * @param expectedData a data set's digest: with another one, the data set is read once more, for
   *     it may depend on the experiment's seed
   * @throws io.rethink.api.UserException if the data cannot be read
   */
  public GivenData of(Experiment experiment, RunDirectory directory, String expectedData) {
    Configured dataset = experiment.dataset().dataset();
    GivenData known = given;
    if (known != null && dataset.equals(last) && known.digest().equals(expectedData)) {
      return assembler.given(experiment, directory, known.dataset());
    }
    GivenData fresh = assembler.given(experiment, directory, null);
    last = dataset;
    given = fresh;
    return fresh;
  }
}
