/**
 * Checkpoints: the state of a training in a run's folder, from which the run can be resumed
 * exactly. Arrays are kept in safetensors files, which Python reads too; the rest is JSON in their
 * metadata. Whoever carries out a run writes them through {@link
 * io.rethink.runner.checkpoint.CheckpointWriter} and finds the last good one through {@link
 * io.rethink.runner.checkpoint.CheckpointFolder}.
 */
@NullMarked
package io.rethink.runner.checkpoint;

import org.jspecify.annotations.NullMarked;
