package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Claim;

/** Decides what a study's runs say of claims. */
final class Judge {

  private final ConditionJudge conditions;
  private final PairJudge pairs;
  private final TrendJudge trends;

  Judge(ReportedConditions study) {
    this.conditions = new ConditionJudge(study);
    this.pairs = new PairJudge(study);
    this.trends = new TrendJudge(study);
  }

  Judgement judge(Claim claim) {
    if (claim instanceof Claim.Bound bound) {
      return conditions.bound(bound);
    }
    if (claim instanceof Claim.Close close) {
      return conditions.close(close);
    }
    if (claim instanceof Claim.Difference difference) {
      return pairs.difference(difference);
    }
    if (claim instanceof Claim.Ratio ratio) {
      return pairs.ratio(ratio);
    }
    return trends.monotone((Claim.Monotone) claim);
  }
}
