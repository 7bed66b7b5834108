package io.rethink.runner.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One point of a study's grid.
 *
 * @param settings the label that it has on each of the study's axes, in their order
 * @param experiment what is run
 * @param idle overrides of the command line that it does not heed
 */
public record Variant(
    Map<String, String> settings, Experiment experiment, List<IdleOverride> idle) {

  public Variant {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    idle = List.copyOf(idle);
  }

  /** A point that heeds all overrides. */
  public Variant(Map<String, String> settings, Experiment experiment) {
    this(settings, experiment, List.of());
  }

  /** A name for people: its labels, or the experiment's name without a sweep. */
  public String name() {
    return settings.isEmpty()
        ? experiment.name()
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(", "));
  }
}
