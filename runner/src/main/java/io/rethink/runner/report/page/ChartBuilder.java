package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Chart;
import io.rethink.runner.report.Spread;
import io.rethink.runner.report.page.ChartView.Point;
import io.rethink.runner.report.page.ChartView.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes what charts show. */
final class ChartBuilder {

  private final ReportedConditions study;
  private final Quantities quantities;
  private final PublishedValues published;
  private final Labels labels;

  ChartBuilder(ReportedConditions study) {
    this.study = study;
    this.quantities = study.quantities();
    this.published = study.published();
    this.labels = study.labels();
  }

  ChartView build(Chart chart) {
    List<Condition> shown = study.matching(chart.where());
    if (chart instanceof Chart.Curves curves) {
      return curves(curves, shown);
    }
    return chart instanceof Chart.Points points
        ? points(points, shown)
        : bars((Chart.Bars) chart, shown);
  }

  private ChartView curves(Chart.Curves chart, List<Condition> shown) {
    Unit unit = study.unit(chart.metric());
    double until = chart.until() == null ? Double.POSITIVE_INFINITY : chart.until();
    List<Series> series = new ArrayList<>();
    for (Condition condition : shown) {
      List<Point> ours = new ArrayList<>();
      quantities
          .curve(condition, chart.metric())
          .forEach((epoch, spread) -> add(ours, until, epoch, spread, unit, chart.logScale()));
      List<Point> theirs = new ArrayList<>();
      published
          .curve(condition, chart.metric())
          .forEach(
              (epoch, value) -> add(theirs, until, epoch, single(value), unit, chart.logScale()));
      series.add(new Series(labels.of(condition, shown, Set.of()), ours, theirs));
    }
    return view("lines", chart, chart.logScale(), "epoch", unit, unit.bracket(), List.of(), series);
  }

  private static void add(
      List<Point> points, double until, double x, Spread spread, Unit unit, boolean logarithmic) {
    boolean isDrawable = Double.isFinite(spread.mean()) && (!logarithmic || spread.mean() > 0);
    if (x <= until && isDrawable) {
      points.add(point(x, spread, unit));
    }
  }

  private static Point point(double x, Spread spread, Unit unit) {
    return new Point(
        x,
        unit.scaled(spread.mean()),
        spread.count() < 2 ? null : unit.scaled(spread.deviation()),
        unit.text(spread));
  }

  private static Spread single(double value) {
    return Spread.of(List.of(value));
  }

  private ChartView points(Chart.Points chart, List<Condition> shown) {
    Unit unit = chart.relativeTo() == null ? study.unit(chart.metric()) : Unit.NUMBER;
    Map<Map<String, String>, List<Condition>> lines = new LinkedHashMap<>();
    shown.stream()
        .filter(condition -> !Double.isNaN(AxisNumber.of(condition, chart.over())))
        .sorted(Comparator.comparing(condition -> AxisNumber.of(condition, chart.over())))
        .forEach(
            condition ->
                lines
                    .computeIfAbsent(
                        condition.without(Set.of(chart.over())), key -> new ArrayList<>())
                    .add(condition));
    List<Series> series = new ArrayList<>();
    // In the order of the study, which sorting along the axis has changed.
    for (Condition start : shown) {
      List<Condition> line = lines.remove(start.without(Set.of(chart.over())));
      if (line != null) {
        series.add(line(chart, line, shown, unit));
      }
    }
    String y =
        chart.relativeTo() == null
            ? unit.bracket()
            : ", relative to " + labels.text(chart.over(), chart.relativeTo());
    return view(
        "points", chart, chart.logScale(), labels.name(chart.over()), unit, y, List.of(), series);
  }

  private Series line(Chart.Points chart, List<Condition> line, List<Condition> shown, Unit unit) {
    Condition base =
        chart.relativeTo() == null
            ? null
            : line.stream()
                .filter(each -> each.matches(Map.of(chart.over(), chart.relativeTo())))
                .findFirst()
                .orElse(null);
    List<Point> ours = new ArrayList<>();
    List<Point> theirs = new ArrayList<>();
    if (chart.relativeTo() == null || base != null) {
      for (Condition condition : line) {
        double x = AxisNumber.of(condition, chart.over());
        Spread spread = ours(condition, base, chart.metric());
        if (spread.count() > 0) {
          add(ours, Double.POSITIVE_INFINITY, x, spread, unit, chart.logScale());
        }
        Double value = theirs(condition, base, chart.metric());
        if (value != null) {
          add(theirs, Double.POSITIVE_INFINITY, x, single(value), unit, chart.logScale());
        }
      }
    }
    return new Series(labels.of(line.get(0), shown, Set.of(chart.over())), ours, theirs);
  }

  private Spread ours(Condition condition, @Nullable Condition base, String metric) {
    if (base == null) {
      return quantities.spread(condition, metric);
    }
    double one = quantities.spread(base, metric).mean();
    return Spread.of(
        quantities.bySeed(condition, metric).values().stream()
            .filter(value -> !Double.isNaN(one))
            .map(value -> value / one)
            .toList());
  }

  private @Nullable Double theirs(Condition condition, @Nullable Condition base, String metric) {
    Double value = published.value(condition, metric);
    if (value == null || base == null) {
      return value;
    }
    Double one = published.value(base, metric);
    return one == null ? null : Double.valueOf(value / one);
  }

  private ChartView bars(Chart.Bars chart, List<Condition> shown) {
    Unit unit = study.unit(chart.metric());
    List<Point> ours = new ArrayList<>();
    List<Point> theirs = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Condition condition = shown.get(i);
      categories.add(labels.of(condition, shown, Set.of()));
      Spread spread = quantities.spread(condition, chart.metric());
      if (spread.count() > 0) {
        add(ours, Double.POSITIVE_INFINITY, i, spread, unit, chart.logScale());
      }
      Double value = published.value(condition, chart.metric());
      if (value != null) {
        add(theirs, Double.POSITIVE_INFINITY, i, single(value), unit, chart.logScale());
      }
    }
    return view(
        "bars",
        chart,
        chart.logScale(),
        "",
        unit,
        unit.bracket(),
        categories,
        List.of(new Series("these runs", ours, theirs)));
  }

  private ChartView view(
      String kind,
      Chart chart,
      boolean logScale,
      String x,
      Unit unit,
      String bracket,
      List<String> categories,
      List<Series> series) {
    return new ChartView(
        kind,
        chart.title(),
        x,
        labels.name(chart.metric()) + bracket,
        unit == Unit.PERCENT,
        logScale,
        study.block().published().name(),
        categories,
        series.stream().filter(each -> kind.equals("bars") || !each.isEmpty()).toList());
  }
}
