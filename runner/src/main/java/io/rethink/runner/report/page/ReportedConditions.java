package io.rethink.runner.report.page;

import io.rethink.runner.config.report.ReportBlock;
import java.util.List;
import java.util.Map;

/**
 * What charts, table and judgements are made from.
 *
 * @param all the study's conditions
 * @param quantities their numbers
 * @param published what was published about them
 * @param labels what they are called
 * @param block what the report is to show
 */
record ReportedConditions(
    List<Condition> all,
    Quantities quantities,
    PublishedValues published,
    Labels labels,
    ReportBlock block) {

  ReportedConditions {
    all = List.copyOf(all);
  }

  /** Those of a study, with labels on {@code axes}. */
  static ReportedConditions of(ReportedStudy study, List<String> axes, ReportBlock block) {
    Quantities quantities = new Quantities(block);
    return new ReportedConditions(
        study.conditions(),
        quantities,
        new PublishedValues(block.published(), quantities),
        new Labels(block.names(), axes),
        block);
  }

  /** The conditions with these labels. */
  List<Condition> matching(Map<String, String> where) {
    return all.stream().filter(condition -> condition.matches(where)).toList();
  }

  /** How the values of a metric are written. */
  Unit unit(String metric) {
    return Unit.of(metric, block);
  }

  /** The final values of a metric under a condition. */
  SeedValues values(Condition condition, String metric) {
    return new SeedValues(condition, quantities.bySeed(condition, metric));
  }
}
