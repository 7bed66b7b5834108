package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Claim;
import io.rethink.runner.report.Spread;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Judges claims that set conditions against others which are otherwise alike. */
final class PairJudge {

  private final ReportedConditions study;

  PairJudge(ReportedConditions study) {
    this.study = study;
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

    /** Whether the conditions differ in nothing but the axes that are named. */
    boolean pairs(Condition first, Condition second) {
      Set<String> axes = new LinkedHashSet<>(of.keySet());
      axes.addAll(against.keySet());
      return first.without(axes).equals(second.without(axes));
    }
  }

  Judgement difference(Claim.Difference claim) {
    Unit unit = study.unit(claim.metric());
    return judge(
        claim,
        new Pairing(
            claim.of(),
            claim.minus(),
            (of, minus) -> of - minus,
            new Limits(claim.atLeast(), claim.atMost()),
            number -> (number > 0 ? "+" : "") + unit.difference(number),
            "less"));
  }

  Judgement ratio(Claim.Ratio claim) {
    return judge(
        claim,
        new Pairing(
            claim.of(),
            claim.to(),
            (of, to) -> of / to,
            new Limits(claim.atLeast(), claim.atMost()),
            number -> Unit.NUMBER.text(number) + " times",
            "against"));
  }

  private Judgement judge(Claim claim, Pairing pairing) {
    Unit unit = study.unit(claim.metric());
    List<Condition> firsts = study.matching(pairing.of());
    List<Condition> seconds = study.matching(pairing.against());
    Cases cases = new Cases();
    for (Condition first : firsts) {
      for (Condition second : seconds) {
        if (!pairing.pairs(first, second)) {
          continue;
        }
        SeedValues ofFirst = study.values(first, claim.metric());
        SeedValues ofSecond = study.values(second, claim.metric());
        Spread outcome = ofFirst.combined(pairing.operator(), ofSecond);
        String where = study.labels().of(first, firsts, List.of());
        cases.add(
            ofSecond.settled(ofFirst.settled(pairing.limits().judge(outcome))),
            "%s%s %s %s%s"
                .formatted(
                    firsts.size() == 1 ? "" : where + ": ",
                    ofFirst.text(unit),
                    pairing.word(),
                    ofSecond.text(unit),
                    outcome.count() == 0 ? "" : ": " + pairing.number().apply(outcome.mean())));
      }
    }
    return cases.judgement(
        claim,
        "%s of %s %s %s: %s"
            .formatted(
                study.labels().name(claim.metric()),
                named(pairing.of()),
                pairing.word(),
                named(pairing.against()),
                pairing.limits().text(pairing.number())));
  }

  private String named(Map<String, String> where) {
    return where.entrySet().stream()
        .map(entry -> study.labels().text(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
