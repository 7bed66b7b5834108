package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Claim;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.report.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Decides what a study's runs say of claims. */
final class Judge {

  private final List<Condition> conditions;
  private final Quantities quantities;
  private final PublishedValues published;
  private final Labels labels;
  private final ReportBlock block;

  Judge(
      List<Condition> conditions,
      Quantities quantities,
      PublishedValues published,
      Labels labels,
      ReportBlock block) {
    this.conditions = conditions;
    this.quantities = quantities;
    this.published = published;
    this.labels = labels;
    this.block = block;
  }

  Judgement judge(Claim claim) {
    if (claim instanceof Claim.Bound bound) {
      return bound(bound);
    }
    if (claim instanceof Claim.Close close) {
      return close(close);
    }
    if (claim instanceof Claim.Difference difference) {
      Unit unit = unit(difference);
      return compared(
          claim,
          new Pairing(
              difference.of(),
              difference.minus(),
              (of, minus) -> of - minus,
              new Limits(difference.atLeast(), difference.atMost()),
              number -> signed(unit, number),
              "less"));
    }
    if (claim instanceof Claim.Ratio ratio) {
      return compared(
          claim,
          new Pairing(
              ratio.of(),
              ratio.to(),
              (of, to) -> of / to,
              new Limits(ratio.atLeast(), ratio.atMost()),
              number -> Unit.NUMBER.text(number) + " times",
              "against"));
    }
    return monotone((Claim.Monotone) claim);
  }

  /** What comes of several cases, all of which have to hold. */
  private static final class Cases {

    private final List<String> evidence = new ArrayList<>();
    private Verdict verdict = Verdict.YES;

    void add(Verdict of, String line) {
      verdict = verdict.and(of);
      evidence.add(line);
    }

    Judgement judgement(Claim claim, String criterion) {
      return evidence.isEmpty()
          ? new Judgement(
              claim.text(), Verdict.UNDECIDED, criterion, List.of("there are no such runs"))
          : new Judgement(claim.text(), verdict, criterion, evidence);
    }
  }

  private Judgement bound(Claim.Bound claim) {
    Unit unit = unit(claim);
    Limits limits = new Limits(claim.atLeast(), claim.atMost());
    List<Condition> concerned = matching(claim.where());
    Cases cases = new Cases();
    for (Condition condition : concerned) {
      Spread spread = quantities.spread(condition, claim.metric());
      cases.add(
          settled(limits.judge(spread), condition, spread.count()),
          "%s: %s"
              .formatted(
                  labels.of(condition, concerned, List.of()),
                  withRuns(unit.text(spread), condition, spread.count())));
    }
    return cases.judgement(
        claim, "%s %s".formatted(labels.name(claim.metric()), limits.text(unit::text)));
  }

  private Judgement close(Claim.Close claim) {
    Unit unit = unit(claim);
    List<Condition> concerned =
        matching(claim.where()).stream()
            .filter(condition -> published.value(condition, claim.metric()) != null)
            .toList();
    Cases cases = new Cases();
    for (Condition condition : concerned) {
      Double value = published.value(condition, claim.metric());
      double there = value == null ? Double.NaN : value;
      Spread spread = quantities.spread(condition, claim.metric());
      cases.add(
          settled(
              new Limits(there - claim.within(), there + claim.within()).judge(spread),
              condition,
              spread.count()),
          "%s: %s, %s %s"
              .formatted(
                  labels.of(condition, concerned, List.of()),
                  withRuns(unit.text(spread), condition, spread.count()),
                  block.published().name(),
                  unit.text(there)));
    }
    return cases.judgement(
        claim,
        "%s within %s of the %s's"
            .formatted(
                labels.name(claim.metric()),
                points(unit, claim.within()),
                block.published().name()));
  }

  /**
   * How two groups of conditions are set against each other.
   *
   * @param of the labels of the first
   * @param against the labels of the second
   * @param operator what is computed of a value of each
   * @param limits where the outcome has to lie
   * @param number writes an outcome
   * @param word stands between the two
   */
  private record Pairing(
      Map<String, String> of,
      Map<String, String> against,
      DoubleBinaryOperator operator,
      Limits limits,
      DoubleFunction<String> number,
      String word) {

    Set<String> axes() {
      Set<String> axes = new LinkedHashSet<>(of.keySet());
      axes.addAll(against.keySet());
      return axes;
    }
  }

  private Judgement compared(Claim claim, Pairing pairing) {
    Unit unit = unit(claim);
    List<Condition> firsts = matching(pairing.of());
    List<Condition> seconds = matching(pairing.against());
    Cases cases = new Cases();
    for (Condition first : firsts) {
      for (Condition second : seconds) {
        if (!first.without(pairing.axes()).equals(second.without(pairing.axes()))) {
          continue;
        }
        Map<String, Double> ofFirst = quantities.bySeed(first, claim.metric());
        Map<String, Double> ofSecond = quantities.bySeed(second, claim.metric());
        Spread outcome = outcome(pairing.operator(), ofFirst, ofSecond);
        Verdict verdict =
            settled(
                settled(pairing.limits().judge(outcome), first, ofFirst.size()),
                second,
                ofSecond.size());
        String where = labels.of(first, firsts, List.of());
        cases.add(
            verdict,
            "%s%s %s %s%s"
                .formatted(
                    firsts.size() == 1 ? "" : where + ": ",
                    withRuns(unit.text(Spread.of(ofFirst.values())), first, ofFirst.size()),
                    pairing.word(),
                    withRuns(unit.text(Spread.of(ofSecond.values())), second, ofSecond.size()),
                    outcome.count() == 0 ? "" : ": " + pairing.number().apply(outcome.mean())));
      }
    }
    return cases.judgement(
        claim,
        "%s of %s %s %s: %s"
            .formatted(
                labels.name(claim.metric()),
                named(pairing.of()),
                pairing.word(),
                named(pairing.against()),
                pairing.limits().text(pairing.number())));
  }

  /** Seed by seed where both have the same seeds, else of the means. */
  private static Spread outcome(
      DoubleBinaryOperator operator, Map<String, Double> first, Map<String, Double> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return Spread.of(List.of());
    }
    if (!first.keySet().equals(second.keySet())) {
      return Spread.of(
          List.of(
              operator.applyAsDouble(
                  Spread.of(first.values()).mean(), Spread.of(second.values()).mean())));
    }
    List<Double> outcomes = new ArrayList<>();
    first.forEach(
        (seed, value) ->
            outcomes.add(operator.applyAsDouble(value, second.getOrDefault(seed, Double.NaN))));
    return Spread.of(outcomes);
  }

  private Judgement monotone(Claim.Monotone claim) {
    Unit unit = unit(claim);
    boolean rises = claim.direction() == Claim.Direction.RISING;
    Limits limits = rises ? new Limits(-claim.slack(), null) : new Limits(null, claim.slack());
    Map<Map<String, String>, List<Condition>> lines = new LinkedHashMap<>();
    for (Condition condition : matching(claim.where())) {
      if (condition.settings().containsKey(claim.over())) {
        lines
            .computeIfAbsent(condition.without(Set.of(claim.over())), key -> new ArrayList<>())
            .add(condition);
      }
    }
    List<Condition> starts = lines.values().stream().map(line -> line.get(0)).toList();
    Cases cases = new Cases();
    for (List<Condition> line : lines.values()) {
      List<Condition> sorted =
          line.stream()
              .sorted(Comparator.comparing(each -> AxisNumber.of(each, claim.over())))
              .toList();
      Verdict verdict = sorted.size() < 2 ? Verdict.UNDECIDED : Verdict.YES;
      for (int i = 1; i < sorted.size(); i++) {
        verdict = verdict.and(step(sorted.get(i - 1), sorted.get(i), claim.metric(), limits));
      }
      cases.add(
          verdict,
          labels.of(line.get(0), starts, List.of(claim.over()))
              + ": "
              + sorted.stream()
                  .map(each -> unit.number(quantities.spread(each, claim.metric())))
                  .collect(Collectors.joining(", ")));
    }
    return cases.judgement(
        claim,
        "%s %s with %s%s"
            .formatted(
                labels.name(claim.metric()),
                rises ? "rises" : "falls",
                labels.name(claim.over()),
                claim.slack() == 0
                    ? ""
                    : ", but for " + points(unit, claim.slack()) + " between neighbours"));
  }

  private Verdict step(Condition from, Condition to, String metric, Limits limits) {
    Map<String, Double> before = quantities.bySeed(from, metric);
    Map<String, Double> after = quantities.bySeed(to, metric);
    Spread change = outcome((first, second) -> second - first, before, after);
    return settled(settled(limits.judge(change), from, before.size()), to, after.size());
  }

  /** A condition whose runs have not all given a value decides nothing. */
  private static Verdict settled(Verdict verdict, Condition condition, int values) {
    return values < condition.planned() ? Verdict.UNDECIDED : verdict;
  }

  private static String withRuns(String text, Condition condition, int values) {
    if (values == condition.planned()) {
      return text;
    }
    if (values == 0) {
      return condition.isComplete() ? "not reached" : "not finished";
    }
    return "%s (%d of %d runs)".formatted(text, values, condition.planned());
  }

  private List<Condition> matching(Map<String, String> where) {
    return conditions.stream().filter(condition -> condition.matches(where)).toList();
  }

  private String named(Map<String, String> where) {
    return where.entrySet().stream()
        .map(entry -> labels.text(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Unit unit(Claim claim) {
    return Unit.of(claim.metric(), block);
  }

  private static String signed(Unit unit, double value) {
    return (value > 0 ? "+" : "") + points(unit, value);
  }

  /** A difference: of two percentages, in points. */
  private static String points(Unit unit, double value) {
    return unit == Unit.PERCENT ? unit.number(value) + " points" : unit.text(value);
  }
}
