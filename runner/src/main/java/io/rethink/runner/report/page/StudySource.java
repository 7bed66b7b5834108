package io.rethink.runner.report.page;

import io.rethink.api.UserException;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import io.rethink.runner.training.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what a report is made from: the folder of a study, of a run, or of kept results. */
public final class StudySource {

  /** The file in a study's folder that says what its report shows. */
  public static final String BLOCK = "report.conf";

  private final RunsFolder runs;
  private final ExperimentReader reader;

  /** Reads studies in {@code runs}. */
  public StudySource(RunsFolder runs, ExperimentReader reader) {
    this.runs = runs;
    this.reader = reader;
  }

  /**
   * Reads a study from its folder.
   *
   * @param folder of a study, of a run, or of kept results
   * @param block the file that says what to show; null for the one that the study was run with
   * @param warnings told of each of a study's runs that is left out, because its files are damaged
   * @throws UserException if there is nothing to report in the folder, or its own files are damaged
   */
  public ReportedStudy read(Path folder, @Nullable Path block, Consumer<String> warnings) {
    ReportedStudy study;
    if (Files.exists(folder.resolve(StudyRecord.FILE_NAME))) {
      study = study(folder, warnings);
    } else if (RunFolder.holdsRun(folder)) {
      study = run(new RunFolder(folder));
    } else if (KeptResults.isIn(folder)) {
      study = KeptResults.read(folder);
    } else {
      throw new UserException(
          "there is no study, run or runs.json in the folder %s".formatted(folder));
    }
    return study.with(block(folder, block, study.labels()));
  }

  private @Nullable ReportBlock block(
      Path folder, @Nullable Path given, Map<String, Set<String>> labels) {
    if (given != null) {
      ReportBlock block = reader.readReport(given, labels);
      if (block == null) {
        throw new UserException("%s has no report block".formatted(given));
      }
      return block;
    }
    Path own = folder.resolve(BLOCK);
    return Files.exists(own) ? reader.readReport(own, labels) : null;
  }

  private static ReportedStudy study(Path folder, Consumer<String> warnings) {
    StudyRecord study = StudyRecord.read(folder);
    List<ReportedRun> reported =
        runFolders(folder, study, warnings).stream().map(StudySource::reported).toList();
    return new ReportedStudy(
        study.id(),
        study.experiment(),
        study.description(),
        study.axes(),
        study.variants(),
        reported,
        null);
  }

  private static ReportedStudy run(RunFolder folder) {
    RunRecord run = folder.readRecord();
    return new ReportedStudy(
        run.id(),
        run.experiment(),
        null,
        List.copyOf(run.settings().keySet()),
        List.of(run.settings()),
        List.of(reported(folder)),
        null);
  }

  /**
   * Writes a study that has a report, its results and curves to a folder that is small enough for a
   * repository, and that {@link #read} reads as the study. A {@code report.conf} that is there
   * stays as it is.
   *
   * @param folder of the study
   */
  public void keep(Path folder, ReportedStudy study, Path to) {
    if (KeptResults.isIn(folder)) {
      throw new UserException("%s holds kept results already".formatted(folder));
    }
    KeptResults.write(
        to,
        study,
        RunFolder.holdsRun(folder)
            ? List.of(new RunFolder(folder))
            // Whoever read the study has been told of what is damaged.
            : runFolders(folder, StudyRecord.read(folder), warning -> {}));
  }

  /** The folder of the experiment that a study's folder lies in. */
  private static Path experiment(Path study) {
    return study.toAbsolutePath().resolve("../..").normalize();
  }

  private static List<RunFolder> runFolders(
      Path folder, StudyRecord study, Consumer<String> warnings) {
    Path experiment = experiment(folder);
    return study.runs().stream()
        .map(run -> new RunFolder(experiment.resolve(run)))
        .filter(run -> RunFolder.holdsRun(run.path()) && isReadable(run, warnings))
        .toList();
  }

  private static boolean isReadable(RunFolder run, Consumer<String> warnings) {
    try {
      run.read();
      return true;
    } catch (UserException e) {
      warnings.accept(
          "the report leaves the run %s out, for %s; put a good copy of the file there, or delete the run's folder %s"
              .formatted(run.id(), e.getMessage(), run.path()));
      return false;
    }
  }

  private static ReportedRun reported(RunFolder folder) {
    KnownRun known = folder.read();
    return new ReportedRun(
        known.run().settings(), known.state(), known.result(), epochs(folder.path()));
  }

  /** All metrics in a journal that go by epochs. */
  static NavigableMap<Integer, Map<String, Double>> epochs(Path folder) {
    NavigableMap<Integer, Map<String, Double>> epochs = new TreeMap<>();
    JournalReader.forEachPoint(
        folder,
        (metric, step, value) -> {
          if (!metric.equals(Metrics.STEP_LOSS)) {
            epochs.computeIfAbsent((int) step, epoch -> new TreeMap<>()).put(metric, value);
          }
        });
    return epochs;
  }

  /**
   * The folder that a person means by {@code name}: its path, or the id of a study or run or the
   * beginning of one, or the name of an experiment with one study.
   *
   * @throws UserException if there is none, or more than one
   */
  public Path find(String name) {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      return path;
    }
    List<Path> studies = runs.studies().stream().filter(folder -> isMeant(folder, name)).toList();
    if (studies.size() == 1) {
      return studies.get(0);
    }
    if (studies.size() > 1) {
      throw new UserException(
          "'%s' means %d studies (%s); give the id of one"
              .formatted(
                  name,
                  studies.size(),
                  String.join(
                      ", ", studies.stream().map(each -> each.getFileName().toString()).toList())));
    }
    return runs.findOne(name).path();
  }

  private static boolean isMeant(Path folder, String name) {
    return !name.isBlank()
        && (folder.getFileName().toString().startsWith(name)
            || experiment(folder).getFileName().toString().equals(name));
  }
}
