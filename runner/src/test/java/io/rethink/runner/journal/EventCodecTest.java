package io.rethink.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  @Property
  @Domain(EventArbitraries.class)
  void everyEventReadsBackAsItWas(@ForAll Event event) throws IOException {
    byte[] line = EventCodec.encode(event);
    assertThat(EventCodec.decode(line, 0, line.length)).isEqualTo(event);
  }

  @Property
  @Domain(EventArbitraries.class)
  void everyEventIsOneLineOfStrictJson(@ForAll Event event) {
    String line = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    JsonReader another = new JsonReader(new StringReader(line));
    another.setStrictness(Strictness.STRICT);
    JsonObject object = JsonParser.parseReader(another).getAsJsonObject();
    assertThat(object.get("time").getAsLong()).isEqualTo(event.time());
    assertThat(object.has("event")).isTrue();
  }

  @Test
  void aLineSaysWhatHappenedAndWhen() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("train/loss", 0.25);
    values.put("margin/p10", Double.NaN);
    values.put("norm", Double.NEGATIVE_INFINITY);
    assertThat(text(new MetricsLogged(1700000000123L, 3, values)))
        .isEqualTo(
            "{\"event\":\"metrics-logged\",\"time\":1700000000123,\"step\":3,\"values\":"
                + "{\"train/loss\":0.25,\"margin/p10\":\"NaN\",\"norm\":\"-Infinity\"}}\n");
    assertThat(text(new RunEnded(5, RunStatus.KILLED, null)))
        .isEqualTo("{\"event\":\"run-ended\",\"time\":5,\"status\":\"KILLED\"}\n");
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() throws IOException {
    byte[] line =
        "{\"event\":\"run-ended\",\"time\":5,\"status\":\"FAILED\",\"exitCode\":3}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(EventCodec.decode(line, 0, line.length))
        .isEqualTo(new RunEnded(5, RunStatus.FAILED, null));
  }

  @Test
  void whatIsNotAnEventIsRefused() {
    for (String text :
        List.of(
            "", "null", "{}", "[1]", "{\"event\":\"no-such\"}", "{\"event\":\"run-ended\"} x")) {
      byte[] line = text.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> EventCodec.decode(line, 0, line.length))
          .as(text)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anArtifactStaysInTheRunsFolder() {
    for (String path : List.of("", "/etc/passwd", "../other/result.json", "a//b", "a\\b", "a/")) {
      assertThatThrownBy(() -> new ArtifactWritten(1, path))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("relative to the run's folder");
    }
  }

  private static String text(Event event) {
    return new String(EventCodec.encode(event), StandardCharsets.UTF_8);
  }
}
