/**
 * The report of a study: one HTML file with charts, a table and the verdicts on what was claimed,
 * made from the records of its runs, also while some of them are under way.
 */
@NullMarked
package io.rethink.runner.report.page;

import org.jspecify.annotations.NullMarked;
