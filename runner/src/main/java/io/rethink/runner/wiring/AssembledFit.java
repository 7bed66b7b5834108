package io.rethink.runner.wiring;

import io.rethink.api.Progress;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.runner.training.Task;
import java.util.List;

/**
 * The parts of a run whose model is computed in closed form.
 *
 * @param measures what is computed about the fitted model, in order
 * @param progress where the work is shown
 */
public record AssembledFit(
    DatasetInfo dataset,
    Task task,
    ClosedFormModel model,
    List<Measure> measures,
    Progress progress)
    implements AssembledRun {

  public AssembledFit {
    measures = List.copyOf(measures);
  }

  @Override
  public void close() {}
}
