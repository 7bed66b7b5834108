package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.api.regularization.StoppingRule.Verdict;
import io.rethink.regularization.EarlyStopping.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static StoppingRule rule(
      String metric, @Nullable Goal goal, int patience, double minDelta) {
    return new EarlyStopping(new EarlyStopping.Config(metric, goal, patience, minDelta, true));
  }

  /** The verdicts on a series of values: B for a best epoch, S for a stop, - for neither. */
  private static List<String> verdicts(StoppingRule rule, String metric, double... values) {
    return verdicts(1, rule, metric, values);
  }

  /** The verdicts if the rule is asked after every {@code every} epochs. */
  private static List<String> verdicts(
      int every, StoppingRule rule, String metric, double... values) {
    List<String> verdicts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      int epoch = (i + 1) * every;
      Verdict verdict =
          rule.judge(
              new EpochSummary(epoch, new Position(epoch, 1, 100), Map.of(metric, values[i])));
      verdicts.add(verdict.stop() ? "S" : verdict.best() ? "B" : "-");
    }
    return verdicts;
  }

  @Test
  void stopsWhenALossHasNotFallenForPatienceEpochs() {
    assertThat(
            verdicts(
                rule("test/loss", null, 3, 0), "test/loss", 2.0, 1.5, 1.6, 1.5, 1.4, 1.5, 1.5, 1.4))
        .containsExactly("B", "B", "-", "-", "B", "-", "-", "S");
  }

  @Test
  void countsEpochsRatherThanEvaluations() {
    // Evaluated after epochs 5, 10, 15, ...: the best is epoch 10, and 20 is ten epochs later.
    assertThat(verdicts(5, rule("test/loss", null, 10, 0), "test/loss", 2.0, 1.5, 1.6, 1.7))
        .containsExactly("B", "B", "-", "S");
    // With a patience between two evaluations, training ends at the next of them.
    assertThat(verdicts(5, rule("test/loss", null, 11, 0), "test/loss", 2.0, 1.5, 1.6, 1.7, 1.8))
        .containsExactly("B", "B", "-", "-", "S");
  }

  @Test
  void stopsWhenAnAccuracyHasNotRisen() {
    assertThat(
            verdicts(
                rule("test/accuracy", null, 2, 0), "test/accuracy", 0.1, 0.3, 0.2, 0.4, 0.4, 0.1))
        .containsExactly("B", "B", "-", "B", "-", "S");
  }

  @Test
  void takesTheGoalFromTheOptionsOverTheName() {
    assertThat(verdicts(rule("test/loss", Goal.MAXIMIZE, 1, 0), "test/loss", 1, 2, 1.5))
        .containsExactly("B", "B", "S");
  }

  @Test
  void countsOnlyImprovementsOfMoreThanMinDeltaYetKnowsTheBestEpoch() {
    // From 1.0: 0.95 and 0.85 are the best so far; only 0.85 is more than 0.1 below.
    assertThat(verdicts(rule("test/loss", null, 2, 0.1), "test/loss", 1.0, 0.95, 0.85, 0.8, 0.78))
        .containsExactly("B", "B", "B", "B", "S");
  }

  @Test
  void takesNotANumberForNoImprovement() {
    assertThat(verdicts(rule("test/loss", null, 2, 0), "test/loss", Double.NaN, 1, Double.NaN, 2))
        .containsExactly("-", "B", "-", "S");
  }

  @Test
  void listsTheMetricsThatThereAre() {
    StoppingRule rule = rule("test/lss-loss", null, 1, 0);
    EpochSummary epoch =
        new EpochSummary(
            4, new Position(4, 1, 9), Map.of("train/loss", 1.0, "test/loss", 2.0, "norm/l2", 3.0));

    assertThatThrownBy(() -> rule.judge(epoch))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "early-stopping watches test/lss-loss, which was not measured in epoch 4."
                + " There are: norm/l2, test/loss, train/loss.");
  }

  @Test
  void asksForTheGoalOfAMetricItDoesNotKnow() {
    assertThatThrownBy(() -> rule("norm/l2", null, 1, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("norm/l2")
        .hasMessageContaining("goal = minimize");
  }
}
