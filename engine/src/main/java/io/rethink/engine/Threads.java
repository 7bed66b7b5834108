package io.rethink.engine;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads native code computes with: oneDNN's and ND4J's, which share one OpenMP. The
 * number is the calling thread's alone, and programs keep the number that they were built with.
 */
public final class Threads {

  private static final NativeOps NATIVE = load();
  private static final int INITIAL = NATIVE.ompGetMaxThreads();

  private Threads() {}

  private static NativeOps load() {
    // Loads the native library.
    Nd4j.scalar(0).close();
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  /** As many as there are cores, or as {@code OMP_NUM_THREADS} says. */
  public static int initial() {
    return INITIAL;
  }

  /** Lets what the calling thread builds from now on compute with {@code number} threads. */
  public static void use(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("%d threads".formatted(number));
    }
    NATIVE.setOmpNumThreads(number);
  }

  /** How many the calling thread computes with. */
  public static int used() {
    return NATIVE.ompGetMaxThreads();
  }
}
