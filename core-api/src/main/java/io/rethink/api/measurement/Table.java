package io.rethink.api.measurement;

import java.util.List;

/**
 * A table of results.
 *
 * @param columns the columns' names
 * @param rows the rows, each with one cell (a string, a number or a boolean) a column
 */
public record Table(List<String> columns, List<List<Object>> rows) {

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells in a table of %d columns".formatted(row.size(), columns.size()));
      }
    }
  }
}
