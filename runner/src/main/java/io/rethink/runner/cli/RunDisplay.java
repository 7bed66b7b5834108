package io.rethink.runner.cli;

import io.rethink.runner.execution.Assignment;
import io.rethink.runner.execution.RunProgress;
import io.rethink.runner.execution.StudyListener;
import io.rethink.runner.execution.StudyOutline;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.tracking.Tracker;
import io.rethink.runner.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows runs on standard error, and has them sent to MLflow: those of this process each with a bar
 * of its own, those of others below one bar of their study. Where nobody watches, lines now and
 * then.
 */
final class RunDisplay implements StudyListener, AutoCloseable {

  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  private final Tracker tracker;
  private final boolean interactive = TerminalProgress.isInteractive();
  private final Map<String, String> titles = new HashMap<>();
  private final Map<String, Long> lastLines = new HashMap<>();
  private @Nullable TrainingDisplay training;
  private @Nullable StudyClock clock;
  private @Nullable StudyBar bar;

  RunDisplay(Tracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public void journalOpened(Path folder) {
    tracker.follow(folder);
  }

  @Override
  public synchronized void studyPlanned(StudyOutline outline) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    clock = new StudyClock(outline.todo(), System.nanoTime());
    outline.notes().forEach(this::print);
    if (outline.continued()) {
      print(text(outline));
    }
  }

  private static String text(StudyOutline outline) {
    List<String> parts = new ArrayList<>();
    add(parts, outline.done(), "done");
    add(parts, outline.failed(), "failed (--retries 1 tries again)");
    add(parts, outline.resumed(), "to go on");
    add(parts, outline.fresh(), "new");
    add(parts, outline.left(), "left out by --only");
    add(parts, outline.dropped(), "earlier, no longer part of it");
    return "study %s goes on, of %d runs: %s"
        .formatted(outline.study().getFileName(), outline.total(), String.join(", ", parts));
  }

  private static void add(List<String> parts, int number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }

  @Override
  public synchronized TrainingListener runStarted(
      RunRecord run, RunFolder folder, int number, int total) {
    String title = title(run, number, total);
    titles.put(run.id(), title);
    StudyClock current = clockOf(run);
    String suffix = current == null ? "" : " | study: " + current.text(System.nanoTime());
    TrainingDisplay display =
        new TrainingDisplay(title, interactive, suffix, System::nanoTime, System.err::println);
    training = display;
    return display;
  }

  private static String title(RunRecord run, int number, int total) {
    return total == 1 ? run.name() : "[%d/%d] %s".formatted(number, total, run.name());
  }

  @Override
  public synchronized void assigned(RunRecord run, Assignment assignment) {
    titles.put(run.id(), title(run, assignment.number(), assignment.total()));
  }

  @Override
  public synchronized void progressed(RunRecord run, Assignment assignment, RunProgress progress) {
    String title = titles.getOrDefault(run.id(), run.name());
    StudyClock current = clock;
    if (current == null) {
      return;
    }
    current.progressed(assignment.number(), progress);
    if (interactive) {
      StudyBar shown = bar == null ? new StudyBar(current) : bar;
      bar = shown;
      shown.show(title, progress);
    } else {
      long now = System.nanoTime();
      Long last = lastLines.putIfAbsent(run.id(), now);
      if (last != null && now - last > NANOS_BETWEEN_LINES) {
        lastLines.put(run.id(), now);
        print(title + ": " + TrainingDisplay.text(progress));
      }
    }
  }

  @Override
  public synchronized void warned(String message) {
    print(message);
  }

  @Override
  public synchronized void retried(EndedRun run) {
    if (clock != null) {
      clock.retried();
    }
    print(titles.getOrDefault(run.run().id(), run.run().name()) + ": is tried again");
  }

  @Override
  public synchronized void runEnded(EndedRun run) {
    String title = titles.getOrDefault(run.run().id(), run.run().name());
    if (training != null) {
      training.close();
      training = null;
    }
    print(title + ": " + TrainingDisplay.text(run));
    StudyClock current = clockOf(run.run());
    if (current != null) {
      current.ended(number(title));
      if (!interactive) {
        print("study: " + current.text(System.nanoTime()));
      }
    }
  }

  /** The clock of the study at work, for its runs; runs that belong to none may follow it. */
  private @Nullable StudyClock clockOf(RunRecord run) {
    return run.study() == null ? null : clock;
  }

  private static int number(String title) {
    int slash = title.indexOf('/');
    return title.startsWith("[") && slash > 0 ? Integer.parseInt(title.substring(1, slash)) : 1;
  }

  /** A line above the bar, if there is one. */
  private void print(String line) {
    if (bar != null) {
      bar.clear();
    }
    System.err.println(line);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (training != null) {
      training.close();
      training = null;
    }
  }
}
