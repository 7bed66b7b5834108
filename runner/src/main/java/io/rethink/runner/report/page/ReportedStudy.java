package io.rethink.runner.report.page;

import io.rethink.runner.config.report.ReportBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A study as a report sees it; a single run is a study without axes.
 *
 * @param id the study's or the run's id
 * @param name the experiment's name
 * @param description what it is about, or null
 * @param axes the names of its axes, in order
 * @param variants the label on each axis, of all runs that there are to be
 * @param runs those that have been started
 * @param report what is to be shown; null for the usual
 */
public record ReportedStudy(
    String id,
    String name,
    @Nullable String description,
    List<String> axes,
    List<Map<String, String>> variants,
    List<ReportedRun> runs,
    @Nullable ReportBlock report) {

  /** The axis whose labels are repetitions, not conditions. */
  static final String SEED = "seed";

  public ReportedStudy {
    axes = List.copyOf(axes);
    variants = List.copyOf(variants);
    runs = List.copyOf(runs);
  }

  /** The labels on each axis, in order. */
  public Map<String, Set<String>> labels() {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    axes.forEach(axis -> labels.put(axis, new LinkedHashSet<>()));
    variants.forEach(
        variant ->
            variant.forEach(
                (axis, label) ->
                    labels.computeIfAbsent(axis, name -> new LinkedHashSet<>()).add(label)));
    return labels;
  }

  /** The same study, reported otherwise. */
  public ReportedStudy with(@Nullable ReportBlock other) {
    return new ReportedStudy(id, name, description, axes, variants, runs, other);
  }

  /** All conditions, in the order of the variants, those without a run yet among them. */
  List<Condition> conditions() {
    Map<Map<String, String>, Integer> planned = new LinkedHashMap<>();
    variants.forEach(variant -> planned.merge(condition(variant), 1, Integer::sum));
    Map<Map<String, String>, List<ReportedRun>> started = new LinkedHashMap<>();
    for (ReportedRun run : runs) {
      started.computeIfAbsent(condition(run.settings()), key -> new ArrayList<>()).add(run);
      planned.putIfAbsent(condition(run.settings()), 0);
    }
    List<Condition> conditions = new ArrayList<>();
    planned.forEach(
        (settings, count) -> {
          List<ReportedRun> of = started.getOrDefault(settings, List.of());
          conditions.add(new Condition(settings, Math.max(count, of.size()), of));
        });
    return conditions;
  }

  private static Map<String, String> condition(Map<String, String> settings) {
    Map<String, String> condition = new LinkedHashMap<>(settings);
    condition.remove(SEED);
    return condition;
  }
}
