package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Claim;
import java.util.List;

/** Judges claims of where the value of each condition lies. */
final class ConditionJudge {

  private final ReportedConditions study;

  ConditionJudge(ReportedConditions study) {
    this.study = study;
  }

  Judgement bound(Claim.Bound claim) {
    Unit unit = study.unit(claim.metric());
    Limits limits = new Limits(claim.atLeast(), claim.atMost());
    List<Condition> concerned = study.matching(claim.where());
    Cases cases = new Cases();
    for (Condition condition : concerned) {
      SeedValues values = study.values(condition, claim.metric());
      cases.add(
          values.settled(limits.judge(values.spread())),
          "%s: %s"
              .formatted(study.labels().of(condition, concerned, List.of()), values.text(unit)));
    }
    return cases.judgement(
        claim, "%s %s".formatted(study.labels().name(claim.metric()), limits.text(unit::text)));
  }

  Judgement close(Claim.Close claim) {
    Unit unit = study.unit(claim.metric());
    PublishedValues published = study.published();
    String source = study.block().published().name();
    List<Condition> concerned =
        study.matching(claim.where()).stream()
            .filter(condition -> published.value(condition, claim.metric()) != null)
            .toList();
    Cases cases = new Cases();
    for (Condition condition : concerned) {
      Double value = published.value(condition, claim.metric());
      double there = value == null ? Double.NaN : value;
      Limits limits = new Limits(there - claim.within(), there + claim.within());
      SeedValues values = study.values(condition, claim.metric());
      cases.add(
          values.settled(limits.judge(values.spread())),
          "%s: %s, %s %s"
              .formatted(
                  study.labels().of(condition, concerned, List.of()),
                  values.text(unit),
                  source,
                  unit.text(there)));
    }
    return cases.judgement(
        claim,
        "%s within %s of the %s's"
            .formatted(
                study.labels().name(claim.metric()), unit.difference(claim.within()), source));
  }
}
