package io.rethink.runner.tracking;

import java.io.IOException;
import java.util.Set;
import org.mlflow.tracking.MlflowHttpException;

/** The server did not do what it was asked to. The message is one line. */
final class ServerFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  enum Kind {
    /** Nothing of the request's; the same request may well succeed later. */
    UNAVAILABLE,
    /** The request itself is not accepted, now or later. */
    REFUSED,
    /** More in one piece than is let through; the same request, or a smaller one, may succeed. */
    TOO_LARGE,
    /** Nothing was asked: somebody else is sending what has to be sent first. */
    BUSY,
    /** The run, or whatever the request was about, is not there. */
    MISSING
  }

  // What MLflow's own refusals have in them.
  private static final String MLFLOW_ERROR = "\"error_code\"";
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

  private final Kind kind;
  private final String line;

  ServerFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.line = message;
  }

  private ServerFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.line = message;
  }

  Kind kind() {
    return kind;
  }

  /** Whether all is to be kept, to be sent later. */
  boolean mayPass() {
    return kind == Kind.UNAVAILABLE || kind == Kind.TOO_LARGE;
  }

  /** What happened, in one line. */
  String line() {
    return line;
  }

  /** The failure that an HTTP status code and the text of the answer stand for. */
  static ServerFailure status(TrackingServer server, int status, String body) {
    String said = body.isBlank() ? "" : ": " + oneLine(body);
    if (status == 413) {
      return new ServerFailure(
          Kind.TOO_LARGE, "%s takes no request of that size (413)%s".formatted(server, said));
    }
    if (!body.contains(MLFLOW_ERROR) && REFUSALS.contains(status)) {
      // A proxy's answer says nothing of the run: the server behind it may be away.
      return new ServerFailure(
          Kind.UNAVAILABLE,
          "%s answered %d, and not as MLflow does%s".formatted(server, status, said));
    }
    return switch (status) {
      case 400, 409, 422 ->
          new ServerFailure(Kind.REFUSED, "%s refused (%d)%s".formatted(server, status, said));
      case 404 ->
          new ServerFailure(
              Kind.MISSING, "%s does not know it (%d)%s".formatted(server, status, said));
      case 401, 403 ->
          new ServerFailure(
              Kind.UNAVAILABLE,
              ("%s does not let us in (%d); MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN, "
                      + "say who asks")
                  .formatted(server, status));
      default ->
          new ServerFailure(Kind.UNAVAILABLE, "%s answered %d%s".formatted(server, status, said));
    };
  }

  /** The failure that an exception of the client or of the connection stands for. */
  static ServerFailure of(TrackingServer server, Throwable cause) {
    if (cause instanceof MlflowHttpException http) {
      String body = http.getBodyMessage() == null ? "" : http.getBodyMessage();
      return status(server, http.getStatusCode(), body);
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String detail = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String what =
        root instanceof IOException && !root.getClass().getName().contains("InvalidProtocolBuffer")
            ? "%s cannot be reached (%s)"
            : "%s does not answer as an MLflow server does (%s)";
    return new ServerFailure(Kind.UNAVAILABLE, what.formatted(server, oneLine(detail)), cause);
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }
}
