/**
 * The journal of a run: {@code events.jsonl} in the run's folder, one JSON object a line, only ever
 * appended to. The training loop and studies write it; tracking and reports read it, also while it
 * is being written. It is the truth about a run: what a server shows is made from it.
 */
@NullMarked
package io.rethink.runner.journal;

import org.jspecify.annotations.NullMarked;
