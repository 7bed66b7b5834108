package io.rethink.runner.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fully resolved experiment: what a run executes.
 *
 * @param name names the folder of its runs and the MLflow experiment
 * @param description what it is about, for people
 * @param seed of all randomness in the run
 * @param dataset the data, and what is done to them in every experiment
 * @param corruptions changes to the data, in order
 * @param model the network
 * @param regularizers in order
 * @param optimizer the optimizer; null for a model that is computed in closed form
 * @param training how long and in which steps; null for a model that is computed in closed form
 * @param measures what is computed about the trained network, in order
 * @param engine what trains the network
 * @param tags free labels for finding runs
 */
public record Experiment(
    String name,
    @Nullable String description,
    long seed,
    DatasetSettings dataset,
    List<Configured> corruptions,
    Configured model,
    List<Configured> regularizers,
    @Nullable Configured optimizer,
    @Nullable TrainingSettings training,
    List<MeasureSettings> measures,
    EngineSettings engine,
    Map<String, String> tags) {

  public Experiment {
    boolean closedForm = model.extension().isClosedForm();
    if (closedForm != (optimizer == null) || closedForm != (training == null)) {
      throw new IllegalArgumentException(
          "%s with optimizer %s and training %s".formatted(model.name(), optimizer, training));
    }
    corruptions = List.copyOf(corruptions);
    regularizers = List.copyOf(regularizers);
    measures = List.copyOf(measures);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Whether its model is computed in closed form instead of trained. */
  public boolean isClosedForm() {
    return model.extension().isClosedForm();
  }

  /**
   * The experiment as a file of its own: without includes, substitutions or a sweep, with every
   * default filled in and every path absolute. Reading it gives this experiment again.
   */
  public String hocon() {
    return HoconText.ofRoot(ExperimentTree.of(this));
  }

  /** What {@link #hocon} says, parsed. */
  public Config resolved() {
    return ConfigFactory.parseString(hocon());
  }

  /**
   * Every setting under its full key, sorted: {@code optimizer.learning-rate} is {@code 0.1}.
   * Without name, description and tags.
   */
  public Map<String, String> parameters() {
    return FlatParameters.of(ExperimentTree.of(this));
  }
}
