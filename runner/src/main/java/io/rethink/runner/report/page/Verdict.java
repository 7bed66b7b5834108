package io.rethink.runner.report.page;

/** Whether runs bear a claim out. */
enum Verdict {
  /** They do. */
  YES("yes"),
  /** They refute it. */
  NO("no"),
  /** There are too few of them, or they lie too far apart to say. */
  UNDECIDED("not decided");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Of two cases that both have to hold. */
  Verdict and(Verdict other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : this;
  }
}
