package io.rethink.runner.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rethink.runner.tracking.Synchronization;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends to MLflow what was not sent. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = {
      "Send to MLflow what was not sent of all runs.",
      "The server is the one that MLFLOW_TRACKING_URI names, else the one that 'rethink ui' runs. "
          + "Sending twice changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is on the server",
      "1:some runs could not be sent",
      "2:no server, or wrong usage"
    })
public final class SyncCommand implements Callable<Integer> {

  @Mixin private RunsOption runs = new RunsOption();

  @Option(names = "--again", description = "Send also what is known to have been sent.")
  private boolean again;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Synchronization.Report report =
        Synchronization.run(runs.folder().path(), System.getenv(), again);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? json(report) : text(report));
    out.flush();
    return report.failed().isEmpty() ? 0 : 1;
  }

  /** What a script reads. */
  static String json(Synchronization.Report report) throws JsonProcessingException {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode object = mapper.createObjectNode();
    object.put("server", report.server().toString());
    object.put("sent", report.sent());
    object.put("unchanged", report.unchanged());
    object.put("busy", report.busy());
    ArrayNode failed = object.putArray("failed");
    for (Synchronization.Failure failure : report.failed()) {
      failed.addObject().put("folder", failure.folder().toString()).put("reason", failure.reason());
    }
    return mapper.writeValueAsString(object);
  }

  /** What a person reads. */
  static String text(Synchronization.Report report) {
    List<String> counts = new ArrayList<>();
    counts.add("%d sent".formatted(report.sent()));
    counts.add("%d were there already".formatted(report.unchanged()));
    if (report.busy() > 0) {
      counts.add("%d are being sent by somebody else".formatted(report.busy()));
    }
    if (!report.failed().isEmpty()) {
      counts.add("%d could not be sent".formatted(report.failed().size()));
    }
    StringBuilder text =
        new StringBuilder("%s: %s".formatted(report.server(), String.join(", ", counts)));
    for (Synchronization.Failure failure : report.failed()) {
      text.append("%n  %s: %s".formatted(failure.folder(), failure.reason()));
    }
    return text.toString();
  }
}
