package io.rethink.api.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new Table(List.of("layer", "norm"), List.of(List.of("dense1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 1 cells in a table of 2 columns");
  }

  @Test
  void keepsItsCellsWhenTheListsChange() {
    List<Object> row = new ArrayList<>(List.of("dense1", 1.5));
    List<List<Object>> rows = new ArrayList<>(List.of(row));
    Table table = new Table(List.of("layer", "norm"), rows);
    row.set(1, 2.5);
    rows.clear();

    assertThat(table.rows()).containsExactly(List.of("dense1", 1.5));
  }
}
