package io.rethink.engine.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

/** A call that oneDNN refused. */
public final class OneDnnException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final String[] STATUS = {
    "success",
    "out of memory",
    "invalid arguments",
    "unimplemented",
    "iterator ends",
    "runtime error",
    "not required"
  };

  OneDnnException(String call, int status) {
    super(
        "oneDNN refused to %s: %s"
            .formatted(call, status < STATUS.length ? STATUS[status] : "status " + status));
  }

  /**
   * Checks what a call returned.
   *
   * @param call what it was to do, to follow "oneDNN refused to"
   * @throws OneDnnException if the call failed
   */
  public static void check(int status, String call) {
    if (status != dnnl_success) {
      throw new OneDnnException(call, status);
    }
  }
}
