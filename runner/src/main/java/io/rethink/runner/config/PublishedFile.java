package io.rethink.runner.config;

import io.rethink.runner.config.report.Published;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * Published values in a CSV file. Each column is an axis, {@code epoch} or a metric; an empty cell
 * of an axis stands for all of its labels, one of a metric for a value that was not published.
 * Lines that begin with {@code #} are comments.
 */
final class PublishedFile {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private final StudyNames names;
  private final Problems problems;

  PublishedFile(StudyNames names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /**
   * The rows of {@code file}.
   *
   * @param at where the file is named
   */
  List<Published.Row> read(Path file, Place at) {
    List<Published.Row> rows = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      problems.add(at, "report.published.files: there is no file %s".formatted(file));
      return rows;
    }
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
      Place header = new Place(file.toString(), (int) parser.getCurrentLineNumber());
      Set<String> columns =
          parser.getHeaderNames().stream()
              .filter(column -> names.checkColumn(column, header))
              .collect(Collectors.toSet());
      boolean isEmpty = true;
      for (CSVRecord line : parser) {
        isEmpty = false;
        Published.Row row =
            row(line, columns, new Place(file.toString(), (int) parser.getCurrentLineNumber()));
        if (row != null) {
          rows.add(row);
        }
      }
      if (isEmpty) {
        problems.add(
            new Place(file.toString(), 0),
            "has no values; its first line must name the columns, and each other give a row");
      }
    } catch (IOException | RuntimeException e) {
      problems.add(new Place(file.toString(), 0), "is no CSV file: " + e.getMessage());
    }
    return rows;
  }

  private Published.@Nullable Row row(CSVRecord line, Set<String> columns, Place at) {
    Map<String, String> where = new LinkedHashMap<>();
    Map<String, Double> values = new LinkedHashMap<>();
    Double epoch = null;
    if (!line.isConsistent()) {
      problems.add(
          at,
          "has %d cells, and there are %d columns; a cell without a value is empty"
              .formatted(line.size(), line.getParser().getHeaderNames().size()));
      return null;
    }
    for (Map.Entry<String, String> cell : line.toMap().entrySet()) {
      if (cell.getValue().isEmpty() || !columns.contains(cell.getKey())) {
        continue;
      }
      if (names.isAxis(cell.getKey())) {
        names.checkWhere(Map.of(cell.getKey(), cell.getValue()), "the row", at);
        where.put(cell.getKey(), cell.getValue());
        continue;
      }
      Double number = number(cell, at);
      if (number != null && cell.getKey().equals(StudyNames.EPOCH)) {
        epoch = number;
      } else if (number != null) {
        values.put(cell.getKey(), number);
      }
    }
    return values.isEmpty() ? null : new Published.Row(where, epoch, values);
  }

  private @Nullable Double number(Map.Entry<String, String> cell, Place at) {
    try {
      Double number = Double.valueOf(cell.getValue());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    problems.add(
        at,
        "%s is \"%s\"; it must be a number, or %s an axis of the sweep"
            .formatted(cell.getKey(), cell.getValue(), cell.getKey()));
    return null;
  }
}
