package io.rethink.runner.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Events as lines. Numbers that JSON cannot express are written as the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}. Fields that a later version added are ignored.
 */
final class EventCodec {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(Event.class);
  private static final ObjectReader READER = MAPPER.readerFor(Event.class);

  private EventCodec() {}

  /** The event's line in UTF-8, with the line feed that ends it and none before. */
  static byte[] encode(Event event) {
    try {
      return (WRITER.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event that cannot be written: " + event, e);
    }
  }

  /**
   * The event of a line.
   *
   * @throws IOException if the line is not one whole event
   */
  static Event decode(byte[] line, int offset, int length) throws IOException {
    try {
      Event event = READER.readValue(line, offset, length);
      if (event == null) {
        throw new IOException("found null");
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new IOException(e.getOriginalMessage(), e);
    }
  }
}
