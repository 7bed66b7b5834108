package io.rethink.engine;

import io.rethink.api.UserException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads native code computes with: oneDNN's and ND4J's, which share one OpenMP. The
 * number is the calling thread's alone, and programs keep the number that they were built with.
 */
public final class Threads {

  /** The environment variable that OpenMP and ND4J read. */
  public static final String VARIABLE = "OMP_NUM_THREADS";

  /** More than machines have cores; of tens of thousands, OpenMP cannot make the stacks. */
  public static final int MOST = 1024;

  private Threads() {}

  /** The native library, loaded when it is first asked. */
  private static final class Native {

    private static final NativeOps LIBRARY = load();
    private static final int INITIAL = LIBRARY.ompGetMaxThreads();

    private static NativeOps load() {
      Nd4j.scalar(0).close();
      return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
  }

  /**
   * Refuses what the environment says before a library reads it, which would crash, or compute
   * nothing.
   *
   * @param number the value of {@link #VARIABLE}; null or empty if there is none
   * @throws UserException if it is no number of threads
   */
  public static void requireUsable(@Nullable String number) {
    boolean usable =
        number == null
            || number.isEmpty()
            || (number.matches("[1-9]\\d{0,3}") && Integer.parseInt(number) <= MOST);
    if (!usable) {
      throw new UserException(
          "%s is '%s', which is no number of threads from 1 to %d; set it to one, or unset it for as many as there are cores"
              .formatted(VARIABLE, number, MOST));
    }
  }

  /** As many as there are cores, or as {@link #VARIABLE} says. */
  public static int initial() {
    return Native.INITIAL;
  }

  /** Lets what the calling thread builds from now on compute with {@code number} threads. */
  public static void use(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("%d threads".formatted(number));
    }
    Native.LIBRARY.setOmpNumThreads(number);
  }

  /** How many the calling thread computes with. */
  public static int used() {
    return Native.LIBRARY.ompGetMaxThreads();
  }
}
