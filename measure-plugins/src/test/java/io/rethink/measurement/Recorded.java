package io.rethink.measurement;

import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** Findings that are kept. */
final class Recorded implements Findings {

  final Map<String, Double> numbers = new LinkedHashMap<>();
  final Map<String, Table> tables = new LinkedHashMap<>();

  @Override
  public void number(String name, double value) {
    numbers.put(name, value);
  }

  @Override
  public void table(String name, Table table) {
    tables.put(name, table);
  }

  @Override
  public void picture(String name, byte[] png) {
    throw new AssertionError("no measure here draws");
  }
}
