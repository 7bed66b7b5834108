package io.rethink.runner.tracking;

import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.CorruptLineException;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.MetricsLogged;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.journal.TagsSet;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.ViewType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one journal to the server, from where it was sent up to last. Whoever calls it holds the
 * folder's {@link FolderLock}. For one thread.
 */
final class JournalSender {

  private static final Logger LOG = LoggerFactory.getLogger(JournalSender.class);

  private final Path folder;
  private final MlflowConnection connection;
  private final Progress progress;
  private final MlflowRuns runs;
  private final List<Metric> metrics = new ArrayList<>();
  private @Nullable SendState state;
  private @Nullable RunWriter writer;
  private long metricsEnd;
  private int sent;
  // Whether the last event ended the run.
  private boolean ended;

  /** Told how far journals have been sent. */
  @FunctionalInterface
  interface Progress {

    /** For those who need not know. */
    Progress IGNORED = (folder, position) -> {};

    /** A folder's journal has been sent up to a position, perhaps not for the first time. */
    void sentTo(Path folder, long position);
  }

  JournalSender(Path folder, MlflowConnection connection, Progress progress) {
    this.folder = folder;
    this.connection = connection;
    this.progress = progress;
    this.runs = new MlflowRuns(connection);
  }

  /**
   * Sends all whole lines that are in the journal now and were not sent.
   *
   * @return how many events were sent
   * @throws ServerFailure if the server did not take them all; the next call goes on where this one
   *     stopped
   */
  int send() throws ServerFailure, IOException {
    sent = 0;
    state = state().orElse(null);
    boolean known = state != null;
    try {
      sendFromState();
    } catch (ServerFailure failure) {
      if (!known || failure.kind() != ServerFailure.Kind.MISSING) {
        throw failure;
      }
      LOG.warn("{}: the run is no longer on {}; sending all of it", folder, connection.server());
      state = null;
      sendFromState();
    }
    return sent;
  }

  /** How far the journal has been sent to this server; empty if nothing of it was. */
  Optional<SendState> state() throws IOException {
    return SendState.read(folder, connection.server());
  }

  private void sendFromState() throws ServerFailure, IOException {
    metrics.clear();
    writer = state == null ? null : writer(state);
    try (JournalReader reader = open()) {
      while (true) {
        try {
          JournalReader.Entry entry = reader.next();
          if (entry == null) {
            break;
          }
          take(entry);
          sent++;
        } catch (CorruptLineException e) {
          LOG.warn("left out of MLflow: {}", e.getMessage());
        }
      }
      flush();
    }
  }

  private JournalReader open() throws IOException {
    if (state != null) {
      try {
        return JournalReader.open(folder, state.position());
      } catch (IOException e) {
        LOG.warn("the journal is not the one that was sent; sending all of it: {}", e.getMessage());
      }
    }
    return JournalReader.open(folder, 0);
  }

  private void take(JournalReader.Entry entry) throws ServerFailure, IOException {
    Event event = entry.event();
    ended = event instanceof RunEnded;
    if (event instanceof MetricsLogged logged) {
      add(logged);
      metricsEnd = entry.end();
      if (metrics.size() >= RunWriter.MAX_METRICS) {
        flush();
      }
      return;
    }
    flush();
    if (event instanceof RunStarted started) {
      start(started);
    } else if (event instanceof TagsSet set) {
      writer().tags(RunTags.named(set.tags()));
    } else if (event instanceof ArtifactWritten written) {
      writer().artifact(written, folder);
    } else if (event instanceof RunEnded end) {
      end(end);
    }
    advance(entry.end());
  }

  private void add(MetricsLogged logged) {
    logged
        .values()
        .forEach(
            (name, value) ->
                metrics.add(
                    Metric.newBuilder()
                        .setKey(MlflowKey.of(name))
                        .setValue(value)
                        .setTimestamp(logged.time())
                        .setStep(logged.step())
                        .build()));
  }

  private void flush() throws ServerFailure, IOException {
    if (!metrics.isEmpty()) {
      writer().metrics(metrics);
      metrics.clear();
      advance(metricsEnd);
    }
  }

  private void advance(long position) throws IOException {
    if (state != null) {
      state = state.at(position, ended);
      state.write(folder);
      progress.sentTo(folder, position);
    }
  }

  private void start(RunStarted run) throws ServerFailure, IOException {
    boolean again = state != null;
    String experimentId = runs.experiment(run.experiment());
    Map<String, String> tags = RunTags.of(run, parent(run, experimentId));
    if (state == null) {
      RunInfo info = findOrCreate(experimentId, run, tags);
      state =
          new SendState(
              connection.server().identity(),
              experimentId,
              info.getRunId(),
              run.runId(),
              info.getArtifactUri(),
              0,
              false);
      state.write(folder);
      writer = writer(state);
    }
    RunWriter to = writer();
    if (again) {
      to.reopen();
    }
    to.tags(tags);
    to.parameters(run.parameters());
    to.datasets(run.datasets());
  }

  private RunInfo findOrCreate(String experimentId, RunStarted run, Map<String, String> tags)
      throws ServerFailure {
    Optional<RunInfo> found = runs.find(experimentId, run.runId(), ViewType.ALL);
    if (found.isEmpty()) {
      return runs.create(experimentId, run, tags);
    }
    runs.requireActive(found.get());
    return found.get();
  }

  private void end(RunEnded end) throws ServerFailure {
    RunWriter to = writer();
    if (state != null) {
      runs.deleteOthers(state.experimentId(), state.runId(), state.mlflowRunId());
    }
    to.end(end);
  }

  /** The study's run on the server; the study is sent first if it is not there. */
  private @Nullable String parent(RunStarted run, String experimentId)
      throws ServerFailure, IOException {
    String study = run.parent();
    if (study == null) {
      return null;
    }
    Optional<RunInfo> found = runs.find(experimentId, study, ViewType.ACTIVE_ONLY);
    Path studyFolder = RunsFolder.studyOf(folder, study);
    if (found.isEmpty() && Files.exists(studyFolder.resolve(Journal.FILE_NAME))) {
      sendStudy(studyFolder);
      found = runs.find(experimentId, study, ViewType.ACTIVE_ONLY);
    }
    return found.map(RunInfo::getRunId).orElse(null);
  }

  private void sendStudy(Path studyFolder) throws ServerFailure, IOException {
    try (FolderLock lock = FolderLock.take(studyFolder, FolderLock.Purpose.SENDING).orElse(null)) {
      if (lock == null) {
        throw new ServerFailure(
            ServerFailure.Kind.BUSY,
            "the study %s is being sent by somebody else".formatted(studyFolder.getFileName()));
      }
      new JournalSender(studyFolder, connection, progress).send();
    }
  }

  private RunWriter writer() throws ServerFailure {
    if (writer == null) {
      throw new ServerFailure(
          ServerFailure.Kind.REFUSED,
          "%s does not begin with the start of a run".formatted(folder.resolve(Journal.FILE_NAME)));
    }
    return writer;
  }

  private RunWriter writer(SendState of) {
    return new RunWriter(connection, of.mlflowRunId(), of.artifactUri());
  }
}
