package io.rethink.runner.runs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rethink.api.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The summaries of runs that have ended, in one file, so that ten thousand of them are not read
 * from twenty thousand. It is a cache and nothing more: it may be deleted at any time, a summary is
 * taken from it only while the run's folder has not changed since, and records are replaced by
 * moving a new file over the old, which changes the folder.
 */
final class SummaryCache {

  static final String FILE_NAME = ".summaries.json";

  private static final Logger LOG = LoggerFactory.getLogger(SummaryCache.class);
  // Unlike Json's, of one line, and with a summary of another version as an error.
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  // A folder that has just changed may change again without its time telling.
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Path runs;

  /** A summary, and when the run's folder had changed last. */
  private record Entry(String folder, long modified, RunSummary run) {}

  /** What is known of a folder now; of a folder that is in motion, it is not kept. */
  private record Found(Entry entry, boolean kept, boolean fresh) {}

  SummaryCache(Path runs) {
    this.runs = runs;
  }

  /**
   * The summaries of the runs among {@code folders}, on all cores.
   *
   * @param damaged told of each run whose files are damaged, from any thread; it is left out
   */
  List<RunSummary> summaries(Collection<Path> folders, Consumer<UserException> damaged) {
    Map<String, Entry> known = read();
    List<Found> found =
        folders.parallelStream()
            .flatMap(folder -> Stream.ofNullable(find(folder, known, damaged)))
            .toList();
    List<Entry> kept = found.stream().filter(Found::kept).map(Found::entry).toList();
    if (found.stream().anyMatch(each -> each.kept() && each.fresh())
        || kept.size() < known.size()) {
      write(kept);
    }
    return found.stream().map(each -> each.entry().run()).toList();
  }

  private @Nullable Found find(
      Path folder, Map<String, Entry> known, Consumer<UserException> damaged) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      if (!attributes.isDirectory()) {
        return null;
      }
      String name = runs.relativize(folder).toString();
      long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      Entry entry = known.get(name);
      if (entry != null && entry.modified() == modified) {
        return new Found(entry, true, false);
      }
      if (!RunFolder.holdsRun(folder)) {
        return null;
      }
      KnownRun run = new RunFolder(folder).read();
      boolean settled =
          run.result() != null
              && TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - modified
                  > SETTLED_NANOS;
      return new Found(new Entry(name, modified, RunSummary.of(run)), settled, true);
    } catch (UserException e) {
      damaged.accept(e);
      return null;
    } catch (IOException e) {
      // It has been deleted meanwhile.
      return null;
    }
  }

  private Map<String, Entry> read() {
    Map<String, Entry> entries = new HashMap<>();
    Path file = runs.resolve(FILE_NAME);
    if (Files.exists(file)) {
      try {
        for (Entry entry : MAPPER.readValue(file.toFile(), Entry[].class)) {
          entries.put(entry.folder(), entry);
        }
      } catch (JacksonException | NullPointerException e) {
        LOG.debug("{} is of another version, or damaged", file, e);
        entries.clear();
      } catch (IOException e) {
        LOG.debug("{} cannot be read", file, e);
      }
    }
    return entries;
  }

  private void write(List<Entry> entries) {
    try {
      // Commands that are carried out at the same time write it at the same time.
      Path part = runs.resolve(FILE_NAME + "." + ProcessHandle.current().pid());
      WholeFile.write(runs.resolve(FILE_NAME), MAPPER.writeValueAsString(entries), part);
    } catch (IOException e) {
      // Of another user's runs, for one; then they are read each time.
      LOG.debug("the summaries of {} cannot be kept", runs, e);
    }
  }
}
