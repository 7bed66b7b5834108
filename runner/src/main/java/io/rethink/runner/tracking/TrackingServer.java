package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An MLflow server and how to be let in. Never printed with its credentials, and they are no part
 * of {@link #uri()}.
 *
 * @param uri where it answers, without credentials and without a slash at the end
 * @param identity tells its store from others, also when the same store is served at another
 *     address
 * @param username for basic authentication, with the password
 * @param password for basic authentication
 * @param token for bearer authentication, if there is no username
 * @param insecureTls whether any certificate is accepted
 */
record TrackingServer(
    URI uri,
    String identity,
    @Nullable String username,
    @Nullable String password,
    @Nullable String token,
    boolean insecureTls) {

  static final String URI_VARIABLE = "MLFLOW_TRACKING_URI";

  /** A server on this machine that asks for no credentials. */
  static TrackingServer local(URI uri, String identity) {
    return new TrackingServer(uri, identity, null, null, null, false);
  }

  /**
   * The server that {@code MLFLOW_TRACKING_URI} and its companions name.
   *
   * @return empty if the variable is not set
   * @throws UserException if it names something that is not an HTTP server
   */
  static Optional<TrackingServer> named(Map<String, String> environment) {
    String text = environment.getOrDefault(URI_VARIABLE, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI uri = parse(text);
    String username = environment.get("MLFLOW_TRACKING_USERNAME");
    String password = environment.get("MLFLOW_TRACKING_PASSWORD");
    if (uri.getRawUserInfo() != null) {
      String[] parts = uri.getRawUserInfo().split(":", 2);
      username = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
      password =
          parts.length == 2
              ? URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8)
              : "";
    }
    URI open = withoutUserInfo(uri);
    return Optional.of(
        new TrackingServer(
            open,
            open.toString(),
            username,
            password,
            environment.get("MLFLOW_TRACKING_TOKEN"),
            isTrue(environment.getOrDefault("MLFLOW_TRACKING_INSECURE_TLS", ""))));
  }

  /** What goes into the header {@code Authorization}, if anything. */
  Optional<String> authorization() {
    if (username != null && password != null) {
      byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return Optional.ofNullable(token).map(value -> "Bearer " + value);
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private static URI parse(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below: the exception's own message would show the password.
    }
    throw new UserException(
        ("%s is %s, which is not the address of a server (http://… or https://…); "
                + "set it to one, or unset it and use ./rethink ui")
            .formatted(URI_VARIABLE, text.replaceAll("(?s).*@", "…@")));
  }

  private static URI withoutUserInfo(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return URI.create(
        uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + port + path);
  }

  private static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true") || text.equals("1");
  }
}
