package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Claim;
import io.rethink.runner.config.report.Published;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.options.Spelling;
import io.rethink.runner.training.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the {@code report} block, and checks that what it names is in the study. */
final class ReportReader {

  private final Map<String, Set<String>> labels;

  private final Problems problems;

  /**
   * @param labels the labels on each axis that the study has or could have
   */
  ReportReader(Map<String, Set<String>> labels, Problems problems) {
    this.labels = labels;
    this.problems = problems;
  }

  /** The block in {@code root}, with the published values of its files; null if it has none. */
  @Nullable ReportBlock read(ConfigObject root) {
    ConfigValue value = Blocks.get(root, "report");
    if (value == null) {
      return null;
    }
    ReportBlock bound = new RecordBinder(problems).bindBlock(ReportBlock.class, value, "report");
    if (bound == null || !(value instanceof ConfigObject block)) {
      return null;
    }
    ReportBlock whole = bound.with(published(bound.published(), block(block, "published")));
    Set<String> metrics = metrics(whole);
    for (int i = 0; i < whole.charts().size(); i++) {
      Chart chart = whole.charts().get(i);
      Place at = Place.of(element(block, "charts", i));
      String key = "report.charts." + i;
      checkMetric(chart.metric(), metrics, key, at);
      checkWhere(chart.where(), key + ".where", at);
      if (chart instanceof Chart.Points points) {
        checkAxis(points.over(), key + ".over", at);
        if (points.relativeTo() != null) {
          checkWhere(Map.of(points.over(), points.relativeTo()), key + ".relative-to", at);
        }
      }
    }
    for (int i = 0; i < whole.claims().size(); i++) {
      checkClaim(
          whole.claims().get(i),
          metrics,
          "report.claims." + i,
          Place.of(element(block, "claims", i)));
    }
    for (String metric : whole.metrics()) {
      checkMetric(metric, metrics, "report.metrics", place(block, "metrics"));
    }
    return whole;
  }

  private Published published(Published given, ConfigObject block) {
    List<Published.Row> rows = new ArrayList<>();
    for (Path file : given.files()) {
      rows.addAll(new PublishedFile(labels.keySet(), problems).read(file, place(block, "files")));
    }
    for (Published.Row row : given.values()) {
      checkWhere(row.where(), "report.published.values.where", place(block, "values"));
      rows.add(row);
    }
    return new Published(given.name(), List.of(), rows);
  }

  private static Set<String> metrics(ReportBlock block) {
    Set<String> metrics =
        new LinkedHashSet<>(
            List.of(
                Metrics.TRAIN_LOSS,
                Metrics.TRAIN_ACCURACY,
                Metrics.TRAIN_ERROR,
                Metrics.TEST_LOSS,
                Metrics.TEST_ACCURACY,
                Metrics.TEST_ERROR,
                Metrics.EPOCHS,
                Metrics.STEPS,
                Metrics.EPOCHS_TO_INTERPOLATION,
                Metrics.STEPS_TO_INTERPOLATION));
    metrics.addAll(block.epochsTo().keySet());
    return metrics;
  }

  private void checkClaim(Claim claim, Set<String> metrics, String key, Place at) {
    checkMetric(claim.metric(), metrics, key, at);
    if (claim instanceof Claim.Bound bound) {
      checkWhere(bound.where(), key + ".where", at);
    } else if (claim instanceof Claim.Close close) {
      checkWhere(close.where(), key + ".where", at);
    } else if (claim instanceof Claim.Difference difference) {
      checkWhere(difference.of(), key + ".of", at);
      checkWhere(difference.minus(), key + ".minus", at);
    } else if (claim instanceof Claim.Ratio ratio) {
      checkWhere(ratio.of(), key + ".of", at);
      checkWhere(ratio.to(), key + ".to", at);
    } else if (claim instanceof Claim.Monotone monotone) {
      checkAxis(monotone.over(), key + ".over", at);
      checkWhere(monotone.where(), key + ".where", at);
    }
  }

  /** Measures may find numbers of any name, so only what looks like a slip is one. */
  private void checkMetric(String named, Set<String> known, String key, Place at) {
    String metric = Metrics.bestOf(named).orElse(named);
    String suggestion = Spelling.suggestion(metric, known);
    boolean isSlip =
        !known.contains(metric)
            && known.stream().anyMatch(name -> Spelling.isSlip(metric, name))
            && !suggestion.isEmpty();
    if (isSlip) {
      problems.add(at, "%s: there is no metric \"%s\"%s".formatted(key, metric, suggestion));
    }
  }

  private void checkAxis(String axis, String key, Place at) {
    if (!labels.containsKey(axis)) {
      problems.add(
          at,
          "%s is \"%s\"; it must be an axis of the sweep%s"
              .formatted(key, axis, alternatives(axis, labels.keySet())));
    }
  }

  private void checkWhere(Map<String, String> where, String key, Place at) {
    where.forEach(
        (axis, label) -> {
          Set<String> known = labels.get(axis);
          if (known == null) {
            problems.add(
                at,
                "%s has %s, which is no axis of the sweep%s"
                    .formatted(key, axis, alternatives(axis, labels.keySet())));
          } else if (known.stream().noneMatch(each -> SameLabel.isSame(each, label))) {
            problems.add(
                at,
                "%s has %s = \"%s\", and the axis has no such label%s"
                    .formatted(key, axis, label, alternatives(label, known)));
          }
        });
  }

  private static String alternatives(String word, Collection<String> names) {
    String suggestion = Spelling.suggestion(word, names);
    if (!suggestion.isEmpty() || names.isEmpty()) {
      return names.isEmpty() ? ", which has none" : suggestion;
    }
    return names.stream().collect(Collectors.joining(", ", "; there are ", ""));
  }

  private static ConfigObject block(ConfigObject block, String key) {
    return Blocks.get(block, key) instanceof ConfigObject inner ? inner : block;
  }

  /** Where {@code key} was written; where the block was, if it is left out. */
  private static Place place(ConfigObject block, String key) {
    ConfigValue value = Blocks.get(block, key);
    return Place.of(value == null ? block : value);
  }

  private static ConfigValue element(ConfigObject block, String key, int index) {
    return block.get(key) instanceof List<?> elements
            && elements.get(index) instanceof ConfigValue element
        ? element
        : block;
  }

  /** The labels on the axes of {@code root}'s sweep, also those that an override has taken out. */
  static Map<String, Set<String>> labels(ConfigObject root, List<Axis> axes) {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    for (Axis axis : axes) {
      for (Axis.Point point : axis.points()) {
        point
            .labels()
            .forEach(
                (name, label) ->
                    labels.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(label));
      }
    }
    if (Blocks.get(root, "sweep") instanceof ConfigObject sweep && !Blocks.isUnresolved(sweep)) {
      sweep.forEach(
          (axis, points) -> {
            Set<String> known = labels.computeIfAbsent(axis, name -> new LinkedHashSet<>());
            if (!Blocks.isUnresolved(points) && points instanceof ConfigObject named) {
              known.addAll(named.keySet());
            }
          });
    }
    return labels;
  }

  /** What either has. */
  static Map<String, Set<String>> union(
      Map<String, Set<String>> one, Map<String, Set<String>> other) {
    return Stream.concat(one.entrySet().stream(), other.entrySet().stream())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new LinkedHashSet<>(entry.getValue()),
                (first, second) -> {
                  first.addAll(second);
                  return first;
                },
                LinkedHashMap::new));
  }
}
