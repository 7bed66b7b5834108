package io.rethink.runner.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of results as people read it.
 *
 * @param columns the columns' titles
 * @param rows the cells of each row, one a column; a cell that starts with a digit, a sign or is
 *     {@code -} counts as a number
 */
public record ResultTable(List<String> columns, List<List<String>> rows) {

  private static final int WIDEST_COLUMN = 60;
  private static final Pattern NUMBER = Pattern.compile("-|([-+]?\\d.*)");

  public ResultTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Aligned for a terminal; numbers stand to the right. */
  public String text() {
    Column[] titled = new Column[columns.size()];
    for (int i = 0; i < titled.length; i++) {
      HorizontalAlign align = isNumeric(i) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
      titled[i] =
          new Column()
              .header(columns.get(i))
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(WIDEST_COLUMN);
    }
    String[][] cells =
        rows.stream().map(row -> row.toArray(String[]::new)).toArray(String[][]::new);
    return AsciiTable.builder()
        .lineSeparator("\n")
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
        .data(titled, cells)
        .asString()
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  /** The same table in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(line(columns));
    text.append(line(Collections.nCopies(columns.size(), "---")));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
