package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Claim;
import java.util.ArrayList;
import java.util.List;

/** What comes of several cases, all of which have to hold for a claim. */
final class Cases {

  private final List<String> evidence = new ArrayList<>();
  private Verdict verdict = Verdict.YES;

  /**
   * Adds a case.
   *
   * @param line the numbers it rests on
   */
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
