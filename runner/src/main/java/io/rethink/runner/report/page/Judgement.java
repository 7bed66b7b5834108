package io.rethink.runner.report.page;

import java.util.List;

/**
 * What the runs say of a claim.
 *
 * @param claim what was said
 * @param verdict whether they bear it out
 * @param criterion what the numbers have to be for that
 * @param evidence the numbers it rests on, one line a condition
 */
record Judgement(String claim, Verdict verdict, String criterion, List<String> evidence) {

  Judgement {
    evidence = List.copyOf(evidence);
  }
}
