/**
 * Runs in processes of their own: the driver's side, which starts processes and hands runs out, and
 * the worker's, which carries them out one after the other. The two talk in lines of JSON over the
 * worker's standard input and output. A worker whose input ends has lost its driver, and ends.
 */
@NullMarked
package io.rethink.runner.workers;

import org.jspecify.annotations.NullMarked;
