package io.rethink.runner.tracking;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that the server keeps with a run. Storing a path again replaces the file. */
final class ArtifactStore {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactStore.class);
  private static final String SERVED = "mlflow-artifacts";

  private final MlflowConnection connection;
  private final String artifactUri;
  private final String root;
  private final boolean served;

  /**
   * @param artifactUri where the server says that it keeps the run's artifacts
   */
  ArtifactStore(MlflowConnection connection, String artifactUri) {
    this.connection = connection;
    this.artifactUri = artifactUri;
    URI uri = URI.create(artifactUri.replace(" ", "%20"));
    this.served = SERVED.equals(uri.getScheme());
    this.root = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
  }

  /** Stores a file; one that is no longer there is left out, with a warning. */
  void putFile(String path, Path file) throws ServerFailure, IOException {
    if (!Files.isRegularFile(file)) {
      LOG.warn("{} is gone and cannot be sent", file);
      return;
    }
    put(path, BodyPublishers.ofFile(file));
  }

  void putText(String path, String text) throws ServerFailure {
    put(path, BodyPublishers.ofString(text));
  }

  private void put(String path, BodyPublisher body) throws ServerFailure {
    if (!served) {
      LOG.warn(
          "the artifact {} stays in the run's folder only: {} keeps artifacts at {}, where we cannot"
              + " write",
          path,
          connection.server(),
          artifactUri);
      return;
    }
    String target = "api/2.0/mlflow-artifacts/artifacts/" + encoded(root + "/" + path);
    try {
      connection.put(target, body);
    } catch (ServerFailure failure) {
      if (failure.kind() == ServerFailure.Kind.UNAVAILABLE) {
        throw failure;
      }
      LOG.warn("the artifact {} is left out: {}", path, failure.line());
    }
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
