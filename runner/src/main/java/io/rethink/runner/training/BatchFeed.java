package io.rethink.runner.training;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ObjIntConsumer;

/**
 * Makes batches on a thread of its own, one ahead of the batch in use, in two buffers that take
 * turns. Those of a quick source are made where they are used.
 */
final class BatchFeed implements AutoCloseable {

  /** Where batches come from. */
  interface Source {

    /** Writes the batch of the given number to the buffer. */
    void fill(int number, Batch batch);

    /** Whether to have another thread make a batch would take longer than to make it. */
    default boolean isQuick() {
      return false;
    }
  }

  private final ExecutorService maker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "batches");
            thread.setDaemon(true);
            return thread;
          });
  private final Batch[] buffers;

  BatchFeed(InputShape shape, int capacity) {
    buffers = new Batch[] {new Batch(shape, capacity), new Batch(shape, capacity)};
  }

  /** How many examples a batch can hold. */
  int capacity() {
    return buffers[0].capacity();
  }

  /**
   * Passes the batches from number {@code first} to before {@code count} to {@code use}, in order,
   * on the caller's thread. What the source or the user throws ends it.
   */
  void forEach(int first, int count, Source source, ObjIntConsumer<Batch> use) {
    if (source.isQuick()) {
      for (int number = first; number < count; number++) {
        source.fill(number, buffers[0]);
        use.accept(buffers[0], number);
      }
    } else {
      makeAhead(first, count, source, use);
    }
  }

  private void makeAhead(int first, int count, Source source, ObjIntConsumer<Batch> use) {
    Future<?> next = make(first, source);
    try {
      for (int number = first; number < count; number++) {
        await(next);
        if (number + 1 < count) {
          next = make(number + 1, source);
        }
        use.accept(buffers[number % 2], number);
      }
    } finally {
      // No buffer may be written to after the end.
      settle(next);
    }
  }

  private Future<?> make(int number, Source source) {
    return maker.submit(() -> source.fill(number, buffers[number % 2]));
  }

  private static void await(Future<?> batch) {
    try {
      batch.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a batch could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingCancelledException();
    }
  }

  private static void settle(Future<?> batch) {
    boolean interrupted = false;
    while (!batch.isDone()) {
      try {
        batch.get();
      } catch (ExecutionException e) {
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    maker.shutdown();
  }
}
