package io.rethink.runner.report.page;

import io.rethink.runner.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * The final values of a metric under a condition, of which a claim is judged.
 *
 * @param bySeed those that there are
 */
record SeedValues(Condition condition, Map<String, Double> bySeed) {

  Spread spread() {
    return Spread.of(bySeed.values());
  }

  /**
   * What {@code operator} makes of these values and others: seed by seed where both have the same
   * seeds, else of the means.
   */
  Spread combined(DoubleBinaryOperator operator, SeedValues others) {
    if (bySeed.isEmpty() || others.bySeed.isEmpty()) {
      return Spread.of(List.of());
    }
    if (!bySeed.keySet().equals(others.bySeed.keySet())) {
      return Spread.of(List.of(operator.applyAsDouble(spread().mean(), others.spread().mean())));
    }
    List<Double> outcomes = new ArrayList<>();
    bySeed.forEach(
        (seed, value) ->
            outcomes.add(
                operator.applyAsDouble(value, others.bySeed.getOrDefault(seed, Double.NaN))));
    return Spread.of(outcomes);
  }

  /** The verdict; a condition whose runs have not all given a value decides nothing. */
  Verdict settled(Verdict verdict) {
    return bySeed.size() < condition.planned() ? Verdict.UNDECIDED : verdict;
  }

  /** Mean and deviation, and of how many runs where some have given no value. */
  String text(Unit unit) {
    int count = bySeed.size();
    if (count == condition.planned()) {
      return unit.text(spread());
    }
    if (count == 0) {
      return condition.isComplete() ? "not reached" : "not finished";
    }
    return "%s (%d of %d runs)".formatted(unit.text(spread()), count, condition.planned());
  }
}
