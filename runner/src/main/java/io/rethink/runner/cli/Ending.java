package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.tracking.Tracker;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How a command ends that has carried out runs.
 *
 * @param ended the runs that ended
 * @param refusals why others were not carried out
 */
record Ending(List<EndedRun> ended, List<UserException> refusals) {

  Ending {
    ended = List.copyOf(ended);
    refusals = List.copyOf(refusals);
  }

  /**
   * Prints it, and waits for what is still to be sent.
   *
   * @return the exit code
   */
  int finish(CommandSpec spec, boolean json, Tracker tracker, Interruption interruption) {
    refusals.forEach(refusal -> spec.commandLine().getErr().println(refusal.getMessage()));
    if (!ended.isEmpty() || json) {
      PrintedResults.print(ended, json, spec.commandLine().getOut());
    }
    TrackingOption.finish(tracker, interruption);
    if (interruption.getAsBoolean()) {
      return Rethink.INTERRUPTED;
    }
    if (ended.isEmpty()) {
      return Rethink.USAGE;
    }
    boolean allFinished =
        refusals.isEmpty()
            && ended.stream().allMatch(run -> run.result().status() == RunStatus.FINISHED);
    return allFinished ? 0 : Rethink.FAILED;
  }
}
