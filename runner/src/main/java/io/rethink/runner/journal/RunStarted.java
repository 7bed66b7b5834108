package io.rethink.runner.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run or a study began. The first event of a journal; a second one, after a kill or a {@link
 * RunEnded}, says that the run went on, and repeats what the first said.
 *
 * @param time see {@link Event#time()}
 * @param runId identifies the run among all runs; for a study, the study's
 * @param experiment the experiment's name
 * @param name what people call the run; need not be unique
 * @param parent the run id of the study that the run belongs to
 * @param parameters what was chosen before the run, by name, in the order to show it
 * @param tags what else is known of the run, by name
 * @param note a description in Markdown; may be empty
 * @param datasets what is trained and tested on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStarted(
    long time,
    String runId,
    String experiment,
    String name,
    @Nullable String parent,
    Map<String, String> parameters,
    Map<String, String> tags,
    String note,
    List<DatasetInput> datasets)
    implements Event {

  public RunStarted {
    if (runId.isBlank() || experiment.isBlank()) {
      throw new IllegalArgumentException(
          "a run needs an id and an experiment: \"%s\", \"%s\"".formatted(runId, experiment));
    }
    parameters = Ordered.copy(parameters);
    tags = Ordered.copy(tags);
    datasets = List.copyOf(datasets);
  }
}
