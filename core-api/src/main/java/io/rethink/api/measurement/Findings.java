package io.rethink.api.measurement;

/**
 * Takes the results of a measure. Names are lower case words joined by {@code -}, grouped by {@code
 * /}: {@code margin/train-p10}; a result of the same name replaces an earlier one of the same call.
 */
public interface Findings {

  /** A number; it may be infinite or not a number. */
  void number(String name, double value);

  /** A table. */
  void table(String name, Table table);

  /** A picture, as the bytes of a PNG file. */
  void picture(String name, byte[] png);
}
