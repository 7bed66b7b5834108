package io.rethink.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @Property(tries = 200)
  @Domain(EventArbitraries.class)
  @Domain(DomainContext.Global.class)
  void aJournalTornAtAnyByteKeepsItsWholeLinesAndGoesOn(
      @ForAll @Size(min = 1, max = 5) List<Event> events, @ForAll int cut) throws IOException {
    Path here = Files.createTempDirectory("journal");
    append(here, events);
    Path file = here.resolve(Journal.FILE_NAME);
    byte[] whole = Files.readAllBytes(file);
    int length = Math.floorMod(cut, whole.length + 1);
    Files.write(file, Arrays.copyOf(whole, length));
    List<Event> kept = events.subList(0, lines(Arrays.copyOf(whole, length)));
    assertThat(read(here, 0)).isEqualTo(kept);

    Event later = new TagsSet(1, Map.of("a", "b"));
    append(here, List.of(later));
    List<Event> expected = new ArrayList<>(kept);
    expected.add(later);
    assertThat(read(here, 0)).isEqualTo(expected);
    Files.delete(file);
    Files.delete(here);
  }

  @Test
  void timeDoesNotRunBackwardsWhereTheClockDoes(@TempDir Path here) {
    long[] clock = {1000};
    try (Journal journal = Journal.open(here, () -> clock[0])) {
      journal.append(new TagsSet(journal.time(), Map.of()));
      clock[0] = 400;
      assertThat(journal.time()).isEqualTo(1000);
      clock[0] = 1001;
      assertThat(journal.time()).isEqualTo(1001);
    }
    clock[0] = 400;
    try (Journal journal = Journal.open(here, () -> clock[0])) {
      assertThat(journal.time()).isEqualTo(1000);
    }
  }

  @Property(tries = 100)
  @Domain(EventArbitraries.class)
  @Domain(DomainContext.Global.class)
  void readingGoesOnFromTheEndOfAnyEntry(@ForAll @Size(min = 1, max = 6) List<Event> events)
      throws IOException {
    Path here = Files.createTempDirectory("journal");
    append(here, events);
    List<JournalReader.Entry> entries = entries(here, 0);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(read(here, entries.get(i).end())).isEqualTo(events.subList(i + 1, events.size()));
    }
    assertThat(entries.get(entries.size() - 1).end())
        .isEqualTo(Files.size(here.resolve(Journal.FILE_NAME)));
    Files.delete(here.resolve(Journal.FILE_NAME));
    Files.delete(here);
  }

  @Test
  void aLineIsReadOnceItIsWholeAndOnlyOnce(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve(Journal.FILE_NAME));
    byte[] line = EventCodec.encode(new RunEnded(1, RunStatus.FINISHED, "x"));
    try (JournalReader reader = JournalReader.open(folder, 0)) {
      for (byte one : line) {
        assertThat(reader.next()).isNull();
        Files.write(file, new byte[] {one}, StandardOpenOption.APPEND);
      }
      assertThat(reader.next())
          .isEqualTo(
              new JournalReader.Entry(new RunEnded(1, RunStatus.FINISHED, "x"), line.length));
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aReaderThatSawATornLineReadsWhatReplacesIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(Journal.FILE_NAME);
    Files.writeString(file, "{\"event\":\"tags-set\",\"time\":77,\"tags\":{\"long\":\"lo");
    try (JournalReader reader = JournalReader.open(folder, 0)) {
      assertThat(reader.next()).isNull();
      Event event = new RunEnded(2, RunStatus.KILLED, null);
      append(folder, List.of(event));
      assertThat(reader.next()).extracting(JournalReader.Entry::event).isEqualTo(event);
    }
  }

  @Test
  void aLineLongerThanTheBufferIsRead(@TempDir Path folder) throws IOException {
    Event event = new TagsSet(1, Map.of("long", "x".repeat(300_000)));
    append(folder, List.of(event, event));
    assertThat(read(folder, 0)).isEqualTo(List.of(event, event));
  }

  @Test
  void aCorruptLineIsReportedWithItsPlaceAndTheRestIsRead(@TempDir Path folder) throws IOException {
    Event first = new TagsSet(1, Map.of());
    Event last = new RunEnded(2, RunStatus.FAILED, "why");
    append(folder, List.of(first));
    Path file = folder.resolve(Journal.FILE_NAME);
    long start = Files.size(file);
    Files.writeString(file, "{\"event\":\"ta\u0000\n", StandardOpenOption.APPEND);
    append(folder, List.of(last));
    try (JournalReader reader = JournalReader.open(folder, 0)) {
      assertThat(reader.next()).isNotNull();
      assertThatThrownBy(reader::next)
          .isInstanceOf(CorruptLineException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("the line at bytes %d to %d".formatted(start, start + 14));
      assertThat(reader.next()).extracting(JournalReader.Entry::event).isEqualTo(last);
    }
  }

  @Test
  void aPositionInsideALineIsRefused(@TempDir Path folder) throws IOException {
    append(folder, List.of(new TagsSet(1, Map.of())));
    assertThatThrownBy(() -> JournalReader.open(folder, 3)).hasMessageContaining("at byte 3");
    assertThatThrownBy(() -> JournalReader.open(folder, 1000)).hasMessageContaining("1000");
  }

  @Test
  void threadsAppendWholeLines(@TempDir Path folder) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Journal journal = Journal.open(folder)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        String name = "writer/" + writer;
        writers.add(
            pool.submit(
                () -> {
                  for (int step = 0; step < 250; step++) {
                    journal.append(new MetricsLogged(step, step, Map.of(name, (double) step)));
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      pool.shutdown();
    }
    List<Event> events = read(folder, 0);
    for (int writer = 0; writer < 4; writer++) {
      String name = "writer/" + writer;
      assertThat(events)
          .filteredOn(event -> ((MetricsLogged) event).values().containsKey(name))
          .extracting(event -> ((MetricsLogged) event).step())
          .containsExactlyElementsOf(LongStream.range(0, 250).boxed().toList());
    }
  }

  @Test
  void anInterruptedThreadCanStillAppend(@TempDir Path folder) throws IOException {
    try (Journal journal = Journal.open(folder)) {
      Thread.currentThread().interrupt();
      journal.append(new RunEnded(1, RunStatus.KILLED, "interrupted"));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(new TagsSet(2, Map.of()));
    }
    assertThat(read(folder, 0)).hasSize(2);
  }

  @Test
  void aClosedJournalSaysWhichItIs(@TempDir Path folder) {
    Journal journal = Journal.open(folder);
    journal.close();
    assertThatThrownBy(() -> journal.append(new TagsSet(1, Map.of())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(journal.file().toString());
  }

  private static int lines(byte[] bytes) {
    return (int)
        new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
  }

  private static void append(Path folder, List<Event> events) {
    try (Journal journal = Journal.open(folder)) {
      events.forEach(journal::append);
    }
  }

  private static List<Event> read(Path folder, long position) throws IOException {
    return entries(folder, position).stream().map(JournalReader.Entry::event).toList();
  }

  private static List<JournalReader.Entry> entries(Path folder, long position) throws IOException {
    List<JournalReader.Entry> entries = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(folder, position)) {
      for (JournalReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
