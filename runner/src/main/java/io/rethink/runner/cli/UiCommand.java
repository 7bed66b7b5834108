package io.rethink.runner.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rethink.api.UserException;
import io.rethink.runner.tracking.MlflowPage;
import io.rethink.runner.tracking.Synchronization;
import io.rethink.runner.tracking.UiServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts MLflow to look at the runs, until Ctrl-C. */
@Command(
    name = "ui",
    mixinStandardHelpOptions = true,
    description = {
      "Start MLflow to look at the runs in a browser; Ctrl-C ends it.",
      "MLflow is installed from PyPI on first use (Python 3.10 or later is needed). Runs that are "
          + "made meanwhile are sent to it as they go."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended by Ctrl-C, or a server runs already",
      "1:the server ended by itself",
      "2:it cannot be installed or started, or wrong usage"
    })
public final class UiCommand implements Callable<Integer> {

  @Mixin private RunsOption runs = new RunsOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port (default: " + UiServer.DEFAULT_PORT + ", or a free one).")
  private @Nullable Integer port;

  @Option(names = "--json", description = "Print one JSON object when the server is ready.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port != null && (port < 1 || port > 65535)) {
      throw new UserException("--port %d: a port is from 1 to 65535".formatted(port));
    }
    Path folder = runs.folder().path();
    Map<String, String> environment = System.getenv();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<URI> running = UiServer.running(folder, environment);
    if (running.isPresent()) {
      print(out, "MLflow runs already: " + page(running.get()), ready(running.get(), true));
      return 0;
    }
    UiServer server =
        UiServer.start(folder, port == null ? 0 : port, environment, line -> print(err, line));
    AtomicBoolean interrupted = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  interrupted.set(true);
                  close(server);
                },
                "mlflow-ending"));
    send(folder, environment, err);
    print(
        out,
        "MLflow: %s  (Ctrl-C ends it)".formatted(page(server.uri())),
        ready(server.uri(), false));
    int code = server.waitFor();
    if (interrupted.get()) {
      return 0;
    }
    close(server);
    print(err, "The MLflow server ended by itself (exit code %d)".formatted(code));
    return 1;
  }

  private static void send(Path folder, Map<String, String> environment, PrintWriter err)
      throws IOException {
    try {
      print(err, SyncCommand.text(Synchronization.run(folder, environment, false)));
    } catch (UserException e) {
      print(err, String.valueOf(e.getMessage()));
    }
  }

  private void print(PrintWriter out, String text, ObjectNode object) {
    print(out, json ? object.toString() : text);
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static ObjectNode ready(URI uri, boolean before) {
    return JsonMapper.builder()
        .build()
        .createObjectNode()
        .put("url", uri.toString())
        .put("page", page(uri).toString())
        .put("startedBefore", before);
  }

  private static URI page(URI uri) {
    return MlflowPage.experiments(uri);
  }

  private static void close(UiServer server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
