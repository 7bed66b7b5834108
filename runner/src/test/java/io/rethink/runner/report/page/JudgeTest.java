package io.rethink.runner.report.page;

import static io.rethink.runner.report.page.SampleStudy.CORRUPTION;
import static io.rethink.runner.report.page.SampleStudy.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.config.report.Claim;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static Judgement judge(SampleStudy study, Claim claim) {
    List<Judgement> judgements = study.claim(claim).report().judgements();
    return judgements.get(judgements.size() - 1);
  }

  private static Claim.Bound accuracy(@Nullable Double atLeast, @Nullable Double atMost) {
    return new Claim.Bound("It is so.", "test/accuracy", Map.of(NETWORK, "mlp"), atLeast, atMost);
  }

  private static SampleStudy twoNetworks() {
    return new SampleStudy()
        .run("mlp", "0", 1, 0.5, 10)
        .run("mlp", "1", 1, 0.1, 20)
        .run("cnn", "0", 1, 0.8, 10)
        .run("cnn", "1", 1, 0.1, 35);
  }

  @Test
  void aBoundHoldsIfItHoldsUnderEachOfItsConditions() {
    assertThat(judge(twoNetworks(), accuracy(0.1, null)).verdict()).isEqualTo(Verdict.YES);
    Judgement refuted = judge(twoNetworks(), accuracy(0.2, 0.9));
    assertThat(refuted.verdict()).isEqualTo(Verdict.NO);
    assertThat(refuted.criterion()).isEqualTo("test accuracy at least 20.00 % and at most 90.00 %");
    assertThat(refuted.evidence())
        .containsExactly("label corruption 0: 50.00 %", "label corruption 1: 10.00 %");
  }

  @Test
  void seedsThatLieTooFarApartDecideNothing() {
    // Student's t with one degree of freedom: the interval of 0.4 and 0.6 is 0.5 ± 12.706 * 0.1.
    SampleStudy apart = new SampleStudy().run("mlp", "0", 1, 0.4, 10).run("mlp", "0", 2, 0.6, 10);
    assertThat(judge(apart, accuracy(0.3, null)).verdict()).isEqualTo(Verdict.UNDECIDED);
    // 0.5 ± 12.706 * 0.01 = 0.373 to 0.627
    SampleStudy together =
        new SampleStudy().run("mlp", "0", 1, 0.49, 10).run("mlp", "0", 2, 0.51, 10);
    assertThat(judge(together, accuracy(0.37, 0.63)).verdict()).isEqualTo(Verdict.YES);
    assertThat(judge(together, accuracy(0.38, null)).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(together, accuracy(0.63, null)).verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void runsThatAreMissingLeaveAClaimOpenUnlessOthersRefuteIt() {
    SampleStudy half = new SampleStudy().run("mlp", "0", 1, 0.5, 10).planned("mlp", "1", 1);
    Judgement open = judge(half, accuracy(0.1, null));
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.evidence()).contains("label corruption 1: not finished");
    assertThat(judge(half, accuracy(0.6, null)).verdict()).isEqualTo(Verdict.NO);
    assertThat(judge(new SampleStudy().run("cnn", "0", 1, 1, 1), accuracy(0.1, null)).evidence())
        .containsExactly("there are no such runs");
  }

  @Test
  void oneOfSeveralSeedsDecidesNothing() {
    SampleStudy study = new SampleStudy().run("mlp", "0", 1, 0.5, 10).planned("mlp", "0", 2);
    Judgement open = judge(study, accuracy(0.1, null));
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.evidence()).containsExactly("these runs: 50.00 % (1 of 2 runs)");
  }

  @Test
  void aValueIsHeldAgainstThePublishedOne() {
    SampleStudy study =
        twoNetworks()
            .published("mlp", "0", Map.of("test/accuracy", 0.52))
            .published("cnn", "0", Map.of("test/accuracy", 0.8));
    Judgement near =
        judge(study, new Claim.Close("As published.", "test/accuracy", Map.of(), 0.03));
    assertThat(near.verdict()).isEqualTo(Verdict.YES);
    assertThat(near.evidence())
        .containsExactly("mlp: 50.00 %, paper 52.00 %", "cnn: 80.00 %, paper 80.00 %");
    assertThat(
            judge(
                    twoNetworks().published("mlp", "0", Map.of("test/accuracy", 0.52)),
                    new Claim.Close("As published.", "test/error", Map.of(), 0.01))
                .verdict())
        .isEqualTo(Verdict.NO);
  }

  @Test
  void conditionsAreComparedWithThoseThatAreOtherwiseAlike() {
    Judgement gap =
        judge(
            twoNetworks(),
            new Claim.Difference(
                "True labels generalize.",
                "test/accuracy",
                Map.of(CORRUPTION, "0"),
                Map.of(CORRUPTION, "1"),
                0.4,
                null));
    assertThat(gap.verdict()).isEqualTo(Verdict.YES);
    assertThat(gap.evidence())
        .containsExactly(
            "mlp: 50.00 % less 10.00 %: +40.00 points", "cnn: 80.00 % less 10.00 %: +70.00 points");
  }

  @Test
  void differencesAreTakenSeedBySeed() {
    // The networks' accuracies vary by 0.2 from seed to seed, but their difference does not.
    SampleStudy study =
        new SampleStudy()
            .run("mlp", "0", 1, 0.3, 10)
            .run("mlp", "0", 2, 0.5, 10)
            .run("cnn", "0", 1, 0.4, 10)
            .run("cnn", "0", 2, 0.6, 10);
    Claim claim =
        new Claim.Difference(
            "The convolutional one is better.",
            "test/accuracy",
            Map.of(NETWORK, "cnn"),
            Map.of(NETWORK, "mlp"),
            0.05,
            null);
    assertThat(judge(study, claim).verdict()).isEqualTo(Verdict.YES);
  }

  @Test
  void aRatioIsLimitedFromBothSides() {
    Claim claim =
        new Claim.Ratio(
            "Random labels take at most three times as long.",
            "epochs-to-interpolation",
            Map.of(CORRUPTION, "1"),
            Map.of(CORRUPTION, "0"),
            null,
            3.0);
    Judgement judgement = judge(twoNetworks(), claim);
    assertThat(judgement.verdict()).isEqualTo(Verdict.NO);
    assertThat(judgement.evidence())
        .containsExactly("mlp: 20 against 10: 2 times", "cnn: 35 against 10: 3.5 times");
    Judgement open =
        judge(new SampleStudy().run("mlp", "0", 1, 0.5, 10).run("mlp", "1", 1, 0.1, null), claim);
    assertThat(open.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open.evidence()).containsExactly("not reached against 10");
  }

  @Test
  void aMonotoneValueMayGoBackByTheSlackAlone() {
    SampleStudy study =
        new SampleStudy()
            .run("mlp", "1", 1, 0.10, 20)
            .run("mlp", "0", 1, 0.50, 10)
            .run("mlp", "0.5", 1, 0.51, 15);
    Judgement rises = judge(study, monotone(0.02));
    assertThat(rises.verdict()).isEqualTo(Verdict.YES);
    assertThat(rises.evidence()).containsExactly("these runs: 50.00, 49.00, 90.00");
    assertThat(judge(study, monotone(0.005)).verdict()).isEqualTo(Verdict.NO);
  }

  private static Claim.Monotone monotone(double slack) {
    return new Claim.Monotone(
        "Error rises.", "test/error", CORRUPTION, Claim.Direction.RISING, Map.of(), slack);
  }
}
