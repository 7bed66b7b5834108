package io.rethink.runner.runs;

import io.rethink.api.UserException;
import io.rethink.runner.journal.Journal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of all runs: {@code <experiment>/<run id>/}, and {@code <experiment>/studies/<study
 * id>/}.
 */
public record RunsFolder(Path path) {

  private static final String STUDIES = "studies";
  private static final int NAMED = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public RunsFolder {
    path = path.toAbsolutePath();
  }

  /** Makes the folder of a new run. Its id is the time (UTC) and the head of the given digest. */
  public RunFolder create(String experiment, Instant started, String digest) {
    return new RunFolder(createUnique(path.resolve(experiment), started, digest));
  }

  /** The folder of a run whose record is known. */
  public RunFolder folder(RunRecord run) {
    return new RunFolder(path.resolve(run.experiment()).resolve(run.id()));
  }

  /** Makes the folder of a new study. */
  public Path createStudy(String experiment, Instant started, String digest) {
    return createUnique(path.resolve(experiment).resolve(STUDIES), started, digest);
  }

  private static Path createUnique(Path parent, Instant started, String digest) {
    String id = TIME.format(started) + "-" + digest.substring(0, 6);
    try {
      Files.createDirectories(parent);
      for (int attempt = 1; ; attempt++) {
        try {
          return Files.createDirectory(parent.resolve(attempt == 1 ? id : id + "-" + attempt));
        } catch (FileAlreadyExistsException e) {
          // One of the same second has it.
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "no folder for the run can be made in %s (%s); give another with --runs"
              .formatted(parent, e.getMessage()),
          e);
    }
  }

  /** The folder of the study that a run belongs to, whether it exists or not. */
  public static Path studyOf(Path run, String studyId) {
    return run.resolveSibling(STUDIES).resolve(studyId);
  }

  /** The folders of all runs and studies with a journal, by experiment, its studies first. */
  public List<Path> journaled() {
    return foldersIn(path).stream()
        .flatMap(
            experiment ->
                Stream.concat(
                    foldersIn(experiment.resolve(STUDIES)).stream(),
                    foldersIn(experiment).stream()))
        .filter(folder -> Files.isRegularFile(folder.resolve(Journal.FILE_NAME)))
        .toList();
  }

  /** The folders of all studies, by experiment. */
  public List<Path> studies() {
    return foldersIn(path).stream()
        .flatMap(experiment -> foldersIn(experiment.resolve(STUDIES)).stream())
        .filter(folder -> Files.isRegularFile(folder.resolve(StudyRecord.FILE_NAME)))
        .toList();
  }

  /** All runs, by id. */
  public List<RunFolder> all() {
    return foldersIn(path).stream()
        .flatMap(experiment -> foldersIn(experiment).stream())
        .filter(RunFolder::holdsRun)
        .map(RunFolder::new)
        .sorted(Comparator.comparing(RunFolder::id))
        .toList();
  }

  /** The runs of an experiment, by id. */
  public List<RunFolder> of(String experiment) {
    return foldersIn(path.resolve(experiment)).stream()
        .filter(RunFolder::holdsRun)
        .map(RunFolder::new)
        .sorted(Comparator.comparing(RunFolder::id))
        .toList();
  }

  /** The folders of an experiment's studies, by id. */
  public List<Path> studies(String experiment) {
    return foldersIn(path.resolve(experiment).resolve(STUDIES)).stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(StudyRecord.FILE_NAME)))
        .toList();
  }

  /**
   * All runs in few words, by the time at which they started.
   *
   * @param damaged told of each run whose files are damaged, from any thread; it is left out
   */
  public List<RunSummary> summaries(Consumer<UserException> damaged) {
    List<Path> folders =
        foldersIn(path).stream().flatMap(experiment -> entriesIn(experiment).stream()).toList();
    return new SummaryCache(path)
        .summaries(folders, damaged).stream()
            .sorted(Comparator.comparingLong(RunSummary::started).thenComparing(RunSummary::id))
            .toList();
  }

  private static List<Path> foldersIn(Path folder) {
    return entriesIn(folder).stream().filter(Files::isDirectory).sorted().toList();
  }

  private static List<Path> entriesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).toList();
    } catch (IOException e) {
      throw new UserException(
          "the folder %s cannot be read (%s)".formatted(folder, e.getMessage()), e);
    }
  }

  /**
   * The runs that a person means by {@code name}: a run's id or the beginning of one, an
   * experiment's or a study's name.
   *
   * @throws UserException if there is none
   */
  public List<RunFolder> find(String name) {
    List<RunFolder> found = all().stream().filter(run -> isMeant(run, name)).toList();
    if (name.isBlank() || found.isEmpty()) {
      throw new UserException(
          "there is no run, study or experiment '%s' in %s; './rethink list' shows what there is"
              .formatted(name, path));
    }
    return found;
  }

  /**
   * The one run that a person means by {@code name}, as {@link #find} has it.
   *
   * @throws UserException if there is none, or more than one
   */
  public RunFolder findOne(String name) {
    List<RunFolder> found = find(name);
    if (found.size() > 1) {
      throw new UserException(
          "'%s' means %d runs (%s%s); give the id of one, or more of its beginning"
              .formatted(
                  name,
                  found.size(),
                  found.stream().limit(NAMED).map(RunFolder::id).collect(Collectors.joining(", ")),
                  found.size() > NAMED ? ", …" : ""));
    }
    return found.get(0);
  }

  private static boolean isMeant(RunFolder folder, String name) {
    if (folder.id().startsWith(name)) {
      return true;
    }
    try {
      RunRecord run = folder.readRecord();
      return name.equals(run.experiment()) || name.equals(run.study());
    } catch (UserException e) {
      return false;
    }
  }
}
