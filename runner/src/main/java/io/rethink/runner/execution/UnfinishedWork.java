package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunState;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Studies and runs that can be carried on.
 *
 * @param studies their folders
 * @param runs those that belong to none of the studies
 * @param elsewhere what other machines are taken to be at work on, in words
 */
public record UnfinishedWork(List<Path> studies, List<RunFolder> runs, List<String> elsewhere) {

  public UnfinishedWork {
    studies = List.copyOf(studies);
    runs = List.copyOf(runs);
    elsewhere = List.copyOf(elsewhere);
  }

  /** Whether there is nothing to carry on. */
  public boolean isEmpty() {
    return studies.isEmpty() && runs.isEmpty();
  }

  /**
   * Everything in {@code runs} that was killed or interrupted.
   *
   * @param name a run's or a study's id or the beginning of one, or an experiment's name; null for
   *     all. A run that has failed, and a run or a study of another machine that has not ended, is
   *     meant only by its own id.
   * @throws UserException if nothing has that name, or what has it is at work or at its end
   */
  public static UnfinishedWork find(RunsFolder runs, @Nullable String name) {
    Map<RunFolder, KnownRun> known = new LinkedHashMap<>();
    for (RunFolder folder : runs.all()) {
      read(folder).ifPresent(run -> known.put(folder, run));
    }
    List<Path> studies = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> states = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    for (Path folder : runs.studies()) {
      Optional<StudyRecord> study = readStudy(folder);
      if (study.filter(each -> isNamed(name, each.id(), each.experiment())).isPresent()) {
        OwnerProcess process = study.get().process();
        boolean unfinished = isUnfinished(study.get(), known);
        boolean byId = name != null && study.get().id().startsWith(name);
        if (unfinished && (process.hasEnded() || (byId && process.isElsewhere()))) {
          studies.add(folder);
          ids.add(study.get().id());
        } else if (unfinished && process.isElsewhere()) {
          elsewhere.add(elsewhere("study " + study.get().id(), process));
        } else {
          states.add("study %s has nothing to carry on".formatted(study.get().id()));
        }
      }
    }
    List<RunFolder> others = new ArrayList<>();
    known.forEach(
        (folder, run) -> {
          if (ids.contains(Objects.requireNonNullElse(run.run().study(), ""))
              || !isNamed(name, run.run().id(), run.run().experiment())) {
            return;
          }
          boolean byId = name != null && run.run().id().startsWith(name);
          if (run.state() == RunState.KILLED || (byId && canGoOn(run))) {
            others.add(folder);
          } else if (isAtWorkElsewhere(run)) {
            elsewhere.add(elsewhere("run " + run.run().id(), run.run().process()));
          } else {
            states.add("run %s is %s".formatted(run.run().id(), run.state().label()));
          }
        });
    UnfinishedWork work = new UnfinishedWork(studies, others, elsewhere);
    if (name != null && work.isEmpty()) {
      states.addAll(elsewhere);
      throw new UserException(
          states.isEmpty()
              ? "there is no run, study or experiment '%s' in %s; './rethink list' shows what there is"
                  .formatted(name, runs.path())
              : "there is nothing to resume: " + String.join(", ", states));
    }
    return work;
  }

  private static boolean isNamed(@Nullable String name, String id, String experiment) {
    return name == null || id.startsWith(name) || experiment.equals(name);
  }

  private static boolean canGoOn(KnownRun run) {
    return run.state() == RunState.FAILED || isAtWorkElsewhere(run);
  }

  private static boolean isAtWorkElsewhere(KnownRun run) {
    return run.state() == RunState.RUNNING && run.run().process().isElsewhere();
  }

  private static String elsewhere(String what, OwnerProcess process) {
    return "%s is taken to be at work on %s; if it is not, resume it by its id"
        .formatted(what, process.host());
  }

  /** Whether some of its runs have not ended, nor are known to be at work on this machine. */
  private static boolean isUnfinished(StudyRecord study, Map<RunFolder, KnownRun> known) {
    Map<String, KnownRun> made = new HashMap<>();
    known.values().stream()
        .filter(run -> study.id().equals(run.run().study()))
        .forEach(run -> made.put(Digests.ofOptions(run.run().parameters()), run));
    return study.configurations().stream()
        .map(made::get)
        .anyMatch(run -> run == null || run.state() == RunState.KILLED || isAtWorkElsewhere(run));
  }

  private static Optional<KnownRun> read(RunFolder folder) {
    try {
      return Optional.of(folder.read());
    } catch (UserException e) {
      return Optional.empty();
    }
  }

  private static Optional<StudyRecord> readStudy(Path folder) {
    try {
      return Optional.of(StudyRecord.read(folder));
    } catch (UserException e) {
      return Optional.empty();
    }
  }
}
