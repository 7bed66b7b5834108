package io.rethink.runner.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rethink.api.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Records as JSON files that are whole or not there. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** The value as indented JSON. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON for " + value.getClass(), e);
    }
  }

  /** Writes a value to a file, by way of a temporary file beside it. */
  public static void write(Path file, Object value) {
    try {
      WholeFile.write(file, text(value) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Reads a value from a file.
   *
   * @throws UserException if the file is not there or not such a value
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      T value = MAPPER.readValue(file.toFile(), type);
      if (value == null) {
        throw new UserException("%s is damaged: it holds null".formatted(file));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new UserException("%s is damaged: %s".formatted(file, damage(e)), e);
    } catch (IOException e) {
      throw new UserException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String damage(JsonProcessingException failure) {
    // Records ask in their constructors for what they must hold, by its name.
    return failure.getCause() instanceof NullPointerException lack && lack.getMessage() != null
        ? "it lacks " + lack.getMessage()
        : failure.getOriginalMessage();
  }
}
