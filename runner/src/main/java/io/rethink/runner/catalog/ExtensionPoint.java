package io.rethink.runner.catalog;

import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.Model;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.Regularizer;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The places where a plugin can extend Rethink. */
public enum ExtensionPoint {
  DATASET("dataset", "data sets", Dataset.class, "crop", "standardize", "train-examples"),
  CORRUPTION("corruption", "corruptions", Corruption.class),
  MODEL("model", "models", Model.class),
  REGULARIZER("regularizer", "regularizers", Regularizer.class),
  OPTIMIZER("optimizer", "optimizers", Optimizer.class),
  MEASURE("measure", "measures", Measure.class, "every");

  private final String singular;
  private final String plural;
  private final Class<?> spi;

  @SuppressWarnings("ImmutableEnumChecker") // It is unmodifiable.
  private final Set<String> commonOptions;

  ExtensionPoint(String singular, String plural, Class<?> spi, String... commonOptions) {
    this.singular = singular;
    this.plural = plural;
    this.spi = spi;
    this.commonOptions =
        Stream.concat(Stream.of("type"), Stream.of(commonOptions))
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
  }

  /** Its name for one extension, in kebab-case: {@code corruption}. */
  public String singular() {
    return singular;
  }

  /** As {@link #singular}, but in prose and with its article: {@code a data set}. */
  public String indefinite() {
    return switch (this) {
      case DATASET -> "a data set";
      case OPTIMIZER -> "an optimizer";
      default -> "a " + singular;
    };
  }

  /** Its name for one extension, in prose: {@code data set}. */
  public String noun() {
    return indefinite().replaceFirst("an? ", "");
  }

  /** Its name for several extensions, in prose: {@code data sets}. */
  public String plural() {
    return plural;
  }

  /** The key of an experiment at which its extensions are configured: {@code corruptions}. */
  public String key() {
    return isList() ? plural : singular;
  }

  /** Whether an experiment has a list of them, rather than exactly one. */
  public boolean isList() {
    return this == CORRUPTION || this == REGULARIZER || this == MEASURE;
  }

  /** The interfaces of which extensions of this point implement one, the usual one first. */
  public List<Class<?>> interfaces() {
    return this == MODEL ? List.of(spi, ClosedFormModel.class) : List.of(spi);
  }

  /** The options that all extensions of this point have, and none may declare itself. */
  public Set<String> commonOptions() {
    return commonOptions;
  }
}
