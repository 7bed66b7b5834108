package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests a real MLflow server, one for all of them, as a {@link TrackingServer}. It is
 * installed once, below the user's cache folder; where it cannot be, the tests are skipped and say
 * why.
 */
final class MlflowServerExtension implements BeforeAllCallback, ParameterResolver {

  /** The environment in which the program finds the installation that the tests use. */
  static Map<String, String> environment() {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "rethink-test");
    return Map.of("XDG_CACHE_HOME", cache.toString());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    String reason = shared(context).missing;
    if (reason != null) {
      throw new TestAbortedException("left out, for want of an MLflow server: " + reason);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TrackingServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return TrackingServer.local(shared(context).server().address().uri(), "test");
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(MlflowServerExtension.class))
        .getOrComputeIfAbsent("server", key -> Shared.start(), Shared.class);
  }

  /** Closed by JUnit when all tests are done. */
  private static final class Shared implements AutoCloseable {
    private final @Nullable MlflowServer running;
    private final @Nullable String missing;

    private Shared(@Nullable MlflowServer running, @Nullable String missing) {
      this.running = running;
      this.missing = missing;
    }

    static Shared start() {
      try {
        MlflowInstallation installation = MlflowInstallation.ofUser(environment());
        installation.ensure(System.out::println);
        Path home = Files.createTempDirectory("mlflow server ü");
        return new Shared(
            MlflowServer.start(installation, home, MlflowServer.freePort(0, false)), null);
      } catch (UserException e) {
        return new Shared(null, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    MlflowServer server() {
      if (running == null) {
        throw new IllegalStateException("no server");
      }
      return running;
    }

    @Override
    public void close() {
      if (running != null) {
        running.close();
      }
    }
  }
}
