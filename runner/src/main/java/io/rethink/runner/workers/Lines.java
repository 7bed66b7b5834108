package io.rethink.runner.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Records as single lines, which are told from what else a process prints by their beginning. */
final class Lines {

  private static final String MARK = "@rethink ";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Lines() {}

  static String of(Record value) {
    try {
      return MARK + MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON for " + value, e);
    }
  }

  /** Empty if the line is something else. */
  static <T extends Record> Optional<T> read(String line, Class<T> type) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(line.substring(MARK.length()), type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
