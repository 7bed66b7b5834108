package io.rethink.engine.compiled.ir;

/** A layer, vertex or option that a graph cannot express; the message names it. */
public final class UnknownLayerException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownLayerException(String message) {
    super(message);
  }
}
