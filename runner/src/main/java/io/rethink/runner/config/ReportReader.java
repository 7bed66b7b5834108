package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Claim;
import io.rethink.runner.config.report.Published;
import io.rethink.runner.config.report.ReportBlock;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final boolean isMeasured;
  private final Problems problems;

  /**
   * @param labels the labels on each axis that the study has or could have
   * @param isMeasured whether runs may have metrics that training does not log
   */
  ReportReader(Map<String, Set<String>> labels, boolean isMeasured, Problems problems) {
    this.labels = labels;
    this.isMeasured = isMeasured;
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
    StudyNames names = new StudyNames(labels, bound.epochsTo().keySet(), isMeasured, problems);
    ReportBlock whole = bound.with(published(bound.published(), block(block, "published"), names));
    for (int i = 0; i < whole.charts().size(); i++) {
      Chart chart = whole.charts().get(i);
      Place at = Place.of(element(block, "charts", i));
      String key = "report.charts." + i;
      names.checkMetric(chart.metric(), key, at);
      names.checkWhere(chart.where(), key + ".where", at);
      if (chart instanceof Chart.Points points) {
        names.checkAxis(points.over(), key + ".over", at);
        if (points.relativeTo() != null) {
          names.checkWhere(Map.of(points.over(), points.relativeTo()), key + ".relative-to", at);
        }
      }
    }
    for (int i = 0; i < whole.claims().size(); i++) {
      checkClaim(
          whole.claims().get(i),
          names,
          "report.claims." + i,
          Place.of(element(block, "claims", i)));
    }
    for (String metric : whole.metrics()) {
      names.checkMetric(metric, "report.metrics", place(block, "metrics"));
    }
    for (String name : whole.names().keySet()) {
      names.checkAxisOrMetric(name, "report.names", place(block(block, "names"), name));
    }
    return whole;
  }

  private Published published(Published given, ConfigObject block, StudyNames names) {
    List<Published.Row> rows = new ArrayList<>();
    for (Path file : given.files()) {
      rows.addAll(new PublishedFile(names, problems).read(file, place(block, "files")));
    }
    for (Published.Row row : given.values()) {
      Place at = place(block, "values");
      names.checkWhere(row.where(), "report.published.values.where", at);
      row.values().keySet().forEach(each -> names.checkMetric(each, "report.published.values", at));
      rows.add(row);
    }
    return new Published(given.name(), List.of(), rows);
  }

  private static void checkClaim(Claim claim, StudyNames names, String key, Place at) {
    names.checkMetric(claim.metric(), key, at);
    if (claim instanceof Claim.Bound bound) {
      names.checkWhere(bound.where(), key + ".where", at);
    } else if (claim instanceof Claim.Close close) {
      names.checkWhere(close.where(), key + ".where", at);
    } else if (claim instanceof Claim.Difference difference) {
      names.checkWhere(difference.of(), key + ".of", at);
      names.checkWhere(difference.minus(), key + ".minus", at);
    } else if (claim instanceof Claim.Ratio ratio) {
      names.checkWhere(ratio.of(), key + ".of", at);
      names.checkWhere(ratio.to(), key + ".to", at);
    } else if (claim instanceof Claim.Monotone monotone) {
      names.checkAxis(monotone.over(), key + ".over", at);
      names.checkWhere(monotone.where(), key + ".where", at);
    }
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
