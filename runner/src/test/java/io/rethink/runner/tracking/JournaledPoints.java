package io.rethink.runner.tracking;

import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.MetricsLogged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The metric points of a run's journal, as the server is to hold them. */
final class JournaledPoints {

  private JournaledPoints() {}

  /** All points, in the order of the journal. */
  static List<MlflowApi.Point> of(Path run) throws IOException {
    List<MlflowApi.Point> points = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(run, 0)) {
      for (JournalReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry.event() instanceof MetricsLogged logged) {
          logged
              .values()
              .forEach(
                  (name, value) ->
                      points.add(
                          new MlflowApi.Point(
                              name, logged.time(), logged.step(), value.toString())));
        }
      }
    }
    return points;
  }
}
