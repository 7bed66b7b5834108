package io.rethink.runner.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.report.ReportBlock;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads experiments from HOCON files.
 *
 * <p>The order of precedence, from the strongest: a sweep's point, overrides, the file, the files
 * that it includes. The {@code reference.conf} of a jar contributes its {@code variables} block
 * alone, to which a file can refer: any other default would change what an experiment means with
 * the jars that happen to be there.
 */
public final class ExperimentReader {

  private final Catalog catalog;

  /** Reads experiments that are made of the extensions in {@code catalog}. */
  public ExperimentReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Reads a file and checks all of its experiments.
   *
   * @param file a HOCON file
   * @param overrides changes to it, each {@code key=value}
   * @throws ConfigurationException if anything is wrong, with every mistake that was found
   */
  public Study read(Path file, List<String> overrides) {
    Problems problems = new Problems();
    SettingsOverlay overlay = new SettingsOverlay(root -> resolve(root, problems), problems);
    ConfigObject base = overlay.apply(parse(file, problems), settings(overrides, problems));
    ConfigObject resolved = resolve(base, problems);
    List<Axis> axes = new SweepReader(problems).read(resolved);
    rejectOverriddenAxes(axes, overrides, problems);

    List<Variant> variants = new ArrayList<>();
    List<List<Axis.Point>> grid = grid(axes);
    SharedKeys sharedKeys = new SharedKeys(axes, problems);
    for (List<Axis.Point> points : grid) {
      ConfigObject variant = variant(base, resolved, points, overlay, sharedKeys, problems);
      Experiment experiment = new ExperimentBinder(catalog, problems).bind(variant);
      if (experiment != null) {
        variants.add(
            new Variant(
                labels(points),
                experiment,
                IdleOverride.of(overrides, axes, points, resolved, variant)));
      }
    }
    Map<String, Set<String>> labels =
        ReportReader.union(ReportReader.labels(resolved, axes), ownLabels(file));
    boolean isMeasured = variants.size() < grid.size() || isMeasured(variants, overrides);
    ReportBlock report = new ReportReader(labels, isMeasured, problems).read(resolved);
    problems.throwIfAny();
    rejectIdleAxes(axes, variants, problems);
    problems.throwIfAny();
    Experiment first = variants.get(0).experiment();
    return new Study(
        first.name(),
        first.description(),
        axes.stream().flatMap(axis -> axis.columns().stream()).toList(),
        variants,
        report,
        file,
        overrides);
  }

  /**
   * Reads the {@code report} block of a file alone: of an experiment, or of a report by itself.
   *
   * @param labels the labels on the axes of the study that is reported
   * @return null if the file has no such block
   * @throws ConfigurationException if anything is wrong with it
   */
  public @Nullable ReportBlock readReport(Path file, Map<String, Set<String>> labels) {
    Problems problems = new Problems();
    ConfigObject resolved = resolve(parse(file, problems), problems);
    ReportBlock report =
        new ReportReader(ReportReader.union(labels, ownLabels(file)), true, problems)
            .read(resolved);
    problems.throwIfAny();
    return report;
  }

  /** Whether runs have metrics of measures or closed forms, or had without the overrides. */
  private static boolean isMeasured(List<Variant> variants, List<String> overrides) {
    return variants.stream()
            .map(Variant::experiment)
            .anyMatch(each -> !each.measures().isEmpty() || each.training() == null)
        || overrides.stream().anyMatch(each -> each.matches("(measures|model|sweep)\\b.*"));
  }

  /** The labels of the file itself, which overrides may take out; its mistakes are no matter. */
  private Map<String, Set<String>> ownLabels(Path file) {
    Problems unheard = new Problems();
    ConfigObject resolved = resolve(parse(file, unheard), unheard);
    return ReportReader.labels(resolved, new SweepReader(unheard).read(resolved));
  }

  private ConfigObject parse(Path file, Problems problems) {
    if (!Files.isRegularFile(file)) {
      problems.add(
          new Problem(
              file.toString(),
              0,
              Files.isDirectory(file)
                  ? "is a folder; give the file of an experiment"
                  : "there is no such file"));
      problems.throwIfAny();
    }
    Config parsed = new StrictIncluder(problems).parse(file).toConfig();
    problems.throwIfAny();
    for (URL reference : catalog.references()) {
      parsed = parsed.withFallback(variables(reference, problems));
    }
    return parsed.root();
  }

  private static Config variables(URL reference, Problems problems) {
    try {
      return ConfigFactory.parseURL(reference).withOnlyPath("variables");
    } catch (ConfigException e) {
      problems.add(e);
      return ConfigFactory.empty();
    }
  }

  private static ConfigObject resolve(ConfigObject root, Problems problems) {
    try {
      return root.toConfig()
          .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true))
          .root();
    } catch (ConfigException e) {
      problems.add(e);
      problems.throwIfAny();
      throw e;
    }
  }

  private static List<Setting> settings(List<String> overrides, Problems problems) {
    return overrides.stream()
        .flatMap(override -> Setting.ofOverride(override, problems).stream())
        .toList();
  }

  private static ConfigObject variant(
      ConfigObject base,
      ConfigObject resolved,
      List<Axis.Point> points,
      SettingsOverlay overlay,
      SharedKeys sharedKeys,
      Problems problems) {
    List<Setting> settings = new ArrayList<>();
    List<List<Setting>> byPoint = new ArrayList<>();
    ConfigObject root = base.withoutKey("sweep");
    for (Axis.Point point : points) {
      int first = settings.size();
      for (Axis.Change change : point.changes()) {
        ConfigObject before =
            change.isFragment() && !settings.isEmpty()
                ? resolve(overlay.apply(root, settings), problems)
                : resolved;
        settings.addAll(change.settings(before));
      }
      byPoint.add(List.copyOf(settings.subList(first, settings.size())));
    }
    ConfigObject current = resolve(overlay.apply(root, settings), problems);
    Unresolved.report(current, problems);
    sharedKeys.check(byPoint, current);
    return current;
  }

  /** Every combination of the axes' points, the last axis changing fastest. */
  private static List<List<Axis.Point>> grid(List<Axis> axes) {
    List<List<Axis.Point>> grid = List.of(List.of());
    for (Axis axis : axes) {
      List<List<Axis.Point>> longer = new ArrayList<>();
      for (List<Axis.Point> points : grid) {
        for (Axis.Point point : axis.points()) {
          List<Axis.Point> extended = new ArrayList<>(points);
          extended.add(point);
          longer.add(extended);
        }
      }
      grid = longer;
    }
    return grid;
  }

  private static Map<String, String> labels(List<Axis.Point> points) {
    Map<String, String> labels = new LinkedHashMap<>();
    points.forEach(point -> labels.putAll(point.labels()));
    return labels;
  }

  /** An override of a key that is swept would have no effect. */
  private static void rejectOverriddenAxes(
      List<Axis> axes, List<String> overrides, Problems problems) {
    for (String override : overrides) {
      for (Axis axis : axes) {
        for (String column : axis.columns()) {
          if (override.startsWith(column + "=")) {
            problems.add(
                new Place("-o " + override, 0),
                "%s is swept in %s; change the sweep instead%s"
                    .formatted(column, axis.at(), example(axis, column, override)));
          }
        }
      }
    }
  }

  private static String example(Axis axis, String column, String override) {
    return axis.name().equals(column)
        ? ": -o 'sweep.%s=[%s]'"
            .formatted(
                column.contains(".") ? '"' + column + '"' : column,
                override.substring(column.length() + 1))
        : "";
  }

  /** An axis along which all experiments are the same sweeps over something that nothing uses. */
  private static void rejectIdleAxes(List<Axis> axes, List<Variant> variants, Problems problems) {
    for (Axis axis : axes) {
      Map<Map<String, String>, Set<String>> experiments = new LinkedHashMap<>();
      for (Variant variant : variants) {
        Map<String, String> others = new LinkedHashMap<>(variant.settings());
        axis.columns().forEach(others::remove);
        experiments
            .computeIfAbsent(others, settings -> new HashSet<>())
            .add(variant.experiment().hocon());
      }
      boolean isIdle = experiments.values().stream().allMatch(same -> same.size() == 1);
      if (isIdle && axis.points().size() > 1) {
        problems.add(
            axis.at(),
            "sweep over %s changes nothing: all its points give the same experiment"
                .formatted(axis.name()));
      }
    }
  }
}
