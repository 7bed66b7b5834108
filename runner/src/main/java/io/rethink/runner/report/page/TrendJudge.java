package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Claim;
import io.rethink.runner.report.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges claims of which way values go along an axis. */
final class TrendJudge {

  private final ReportedConditions study;

  TrendJudge(ReportedConditions study) {
    this.study = study;
  }

  Judgement monotone(Claim.Monotone claim) {
    Unit unit = study.unit(claim.metric());
    boolean rises = claim.direction() == Claim.Direction.RISING;
    Limits limits = rises ? new Limits(-claim.slack(), null) : new Limits(null, claim.slack());
    Map<Map<String, String>, List<Condition>> lines = new LinkedHashMap<>();
    for (Condition condition : study.matching(claim.where())) {
      if (condition.settings().containsKey(claim.over())) {
        lines
            .computeIfAbsent(condition.without(Set.of(claim.over())), key -> new ArrayList<>())
            .add(condition);
      }
    }
    List<Condition> starts = lines.values().stream().map(line -> line.get(0)).toList();
    Cases cases = new Cases();
    for (List<Condition> line : lines.values()) {
      List<SeedValues> sorted =
          line.stream()
              .sorted(Comparator.comparing(each -> AxisNumber.of(each, claim.over())))
              .map(each -> study.values(each, claim.metric()))
              .toList();
      Verdict verdict = sorted.size() < 2 ? Verdict.UNDECIDED : Verdict.YES;
      for (int i = 1; i < sorted.size(); i++) {
        verdict = verdict.and(step(sorted.get(i - 1), sorted.get(i), limits));
      }
      cases.add(
          verdict,
          study.labels().of(line.get(0), starts, List.of(claim.over()))
              + ": "
              + sorted.stream()
                  .map(each -> unit.number(each.spread()))
                  .collect(Collectors.joining(", ")));
    }
    return cases.judgement(
        claim,
        "%s %s with %s%s"
            .formatted(
                study.labels().name(claim.metric()),
                rises ? "rises" : "falls",
                study.labels().name(claim.over()),
                claim.slack() == 0
                    ? ""
                    : ", but for " + unit.difference(claim.slack()) + " between neighbours"));
  }

  private static Verdict step(SeedValues before, SeedValues after, Limits limits) {
    Spread change = before.combined((first, second) -> second - first, after);
    return after.settled(before.settled(limits.judge(change)));
  }
}
