package io.rethink.runner.runs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * The process that a run or a study belongs to.
 *
 * @param host the machine's name; processes of other machines cannot be asked after
 * @param pid its number, which the system gives to another process some day
 * @param started when it started, in milliseconds since the epoch; 0 if the system does not say
 */
public record OwnerProcess(String host, long pid, long started) {

  private static final String HERE = hostName();

  /** How far the system's clock, from which starts are counted, may be set meanwhile, in ms. */
  private static final long CLOCK_STEP = 2_000;

  public OwnerProcess {
    Objects.requireNonNull(host, "host");
  }

  /** This process. */
  public static OwnerProcess current() {
    ProcessHandle process = ProcessHandle.current();
    return new OwnerProcess(HERE, process.pid(), startOf(process));
  }

  /** Whether it belongs to another machine, or to a container that is not this one. */
  public boolean isElsewhere() {
    return !host.equals(HERE);
  }

  /** Whether it is known to have ended. */
  public boolean hasEnded() {
    return !isElsewhere()
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> !isDefunct(pid))
            .filter(process -> Math.abs(startOf(process) - started) <= CLOCK_STEP)
            .isEmpty();
  }

  /** Whether Linux keeps it only until its parent asks how it ended: after its name, state Z. */
  private static boolean isDefunct(long pid) {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return status.startsWith(") Z", status.lastIndexOf(')'));
    } catch (IOException unknown) {
      return false;
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
