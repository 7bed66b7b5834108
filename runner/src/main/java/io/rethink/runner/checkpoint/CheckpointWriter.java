package io.rethink.runner.checkpoint;

import io.rethink.api.model.ParameterBlock;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.training.StateKeeper;
import io.rethink.runner.training.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoints of a run beside its training: the training thread makes a copy of the
 * arrays, in buffers that are used again, and a thread of its own writes that. A checkpoint that
 * cannot be written is a warning; training goes on, and the ones before are still there.
 */
public final class CheckpointWriter implements StateKeeper, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  private final CheckpointFolder folder;
  private final CheckpointSchedule schedule;
  private final Journal journal;
  private final Origin origin;
  private final Supplier<MetricCounters> counters;
  private final Layout layout;
  private final Map<String, INDArray> buffers = new HashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "checkpoints");
            thread.setDaemon(true);
            return thread;
          });
  private CompletableFuture<?> pending = CompletableFuture.completedFuture(null);

  /**
   * What a checkpoint's arrays and steps are in terms of.
   *
   * @param blocks the network's parameter arrays
   * @param stepsPerEpoch number of steps in an epoch
   * @param epochs number of epochs that training is set to last
   */
  public record Layout(List<ParameterBlock> blocks, int stepsPerEpoch, int epochs) {

    public Layout {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Prepares to write.
   *
   * @param every the longest time between two checkpoints
   * @param journal the run's journal, to which metrics are written by the training thread alone
   * @param counters gives the metrics that are on their way to the journal
   */
  public CheckpointWriter(
      CheckpointFolder folder,
      Duration every,
      Journal journal,
      Origin origin,
      Supplier<MetricCounters> counters,
      Layout layout) {
    this.folder = folder;
    this.schedule = new CheckpointSchedule(every, System::nanoTime);
    this.journal = journal;
    this.origin = origin;
    this.counters = counters;
    this.layout = layout;
  }

  @Override
  public void offer(Moment moment, Supplier<TrainingState> state) {
    if (!schedule.isDue(moment)) {
      return;
    }
    if (moment == Moment.END) {
      pending.join();
    } else if (!pending.isDone()) {
      return;
    }
    schedule.begun();
    long start = System.nanoTime();
    Checkpoint checkpoint =
        new Checkpoint(copy(state.get()), counters.get(), journal.position(), origin);
    pending = CompletableFuture.runAsync(() -> write(checkpoint, start), writer);
  }

  private void write(Checkpoint checkpoint, long start) {
    try {
      // The points up to here must outlive the machine if the checkpoint does.
      journal.sync();
      folder.write(
          checkpoint.training().step(),
          CheckpointCodec.testLoss(checkpoint.training(), layout.stepsPerEpoch()),
          CheckpointCodec.encode(
              checkpoint, layout.blocks(), layout.stepsPerEpoch(), layout.epochs()));
      schedule.written(System.nanoTime() - start);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn(
          "the checkpoint at step {} cannot be written; training goes on, and can be resumed from"
              + " the one before: {}",
          checkpoint.training().step(),
          e.toString());
    } catch (RuntimeException | Error e) {
      LOG.error("the checkpoint at step {} failed", checkpoint.training().step(), e);
    }
  }

  private TrainingState copy(TrainingState live) {
    Map<String, INDArray> optimizer = new HashMap<>();
    live.optimizer()
        .forEach((name, array) -> optimizer.put(name, copy("optimizer/" + name, array)));
    INDArray best = live.best();
    return live.in(
        copy("parameters", live.parameters()), optimizer, best == null ? null : copy("best", best));
  }

  private INDArray copy(String name, INDArray live) {
    @Nullable INDArray buffer = buffers.get(name);
    if (buffer == null || !buffer.equalShapes(live) || buffer.dataType() != live.dataType()) {
      buffer = Nd4j.createUninitializedDetached(live.dataType(), live.shape());
      buffers.put(name, buffer);
    }
    return buffer.assign(live);
  }

  /** Waits until the last checkpoint is written. */
  @Override
  public void close() {
    pending.join();
    writer.shutdown();
  }
}
