package io.rethink.api;

/** Tells the person at the terminal how far long work has come. */
public interface Progress {

  /**
   * Begins to show a piece of work.
   *
   * @param title what is being done, in a few words
   * @param total how many units there are, or -1 if that is unknown
   * @param unit the unit's name, {@code "MB"} or {@code "images"}; for {@code "B"} (bytes) the
   *     display chooses a multiple
   */
  Work begin(String title, long total, String unit);

  /** A piece of work in progress; closing it ends the display. Used by the thread that began it. */
  interface Work extends AutoCloseable {

    /** Says that {@code units} units have been done since the last call. */
    void advance(long units);

    @Override
    void close();
  }
}
