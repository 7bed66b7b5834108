package io.rethink.api;

/**
 * Something that a user can put right: a missing file, a wrong size, options that do not go
 * together. The message says what was found, what was expected and what to do; it is shown without
 * a stack trace.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
