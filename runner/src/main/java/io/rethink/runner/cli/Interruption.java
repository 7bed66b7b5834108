package io.rethink.runner.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C and SIGTERM into a question that the work can ask, and holds the process up until
 * the work has put its records in order.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch workDone = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean requested;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    requested = true;
    try {
      if (!workDone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the run does not come to an end; it is cut off where it is");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }

  @Override
  public void close() {
    workDone.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending already, and the hook finds the work done.
        return;
      }
    }
  }
}
