/**
 * The {@code report} block of an experiment's file as records: what a study's report shows, what
 * was published about it, and which claims it is to decide.
 */
@NullMarked
package io.rethink.runner.config.report;

import org.jspecify.annotations.NullMarked;
