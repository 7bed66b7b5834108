package io.rethink.runner.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.rethink.runner.runs.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports as HTML. A file holds everything that it shows, the library that draws its charts
 * among it, and opens without a network.
 */
public final class ReportPage {

  /** The report's name in a study's folder. */
  public static final String FILE_NAME = "report.html";

  private static final String LIBRARY =
      "/META-INF/resources/webjars/echarts/%s/echarts.common.min.js";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  static {
    MAPPER.getFactory().setCharacterEscapes(new NoMarkup());
  }

  private ReportPage() {}

  /** Writes the report of {@code study} to {@code file}, by way of a temporary file beside it. */
  public static void write(ReportedStudy study, Path file) {
    try {
      WholeFile.write(file, html(Report.of(study)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The file's content. */
  static String html(Report report) {
    Map<String, Object> model = new HashMap<>();
    model.put("title", report.title());
    model.put("name", report.study().name());
    model.put("id", report.study().id());
    model.put("description", Objects.requireNonNullElse(report.study().description(), ""));
    model.put("progress", progress(report));
    model.put("isPartial", report.finished() < report.planned());
    model.put("claims", claims(report));
    model.put("hasClaims", !report.judgements().isEmpty());
    model.put("charts", figures(report));
    model.put("hasCharts", !report.charts().isEmpty());
    model.put("table", report.table());
    model.put("style", resource("report.css"));
    model.put("script", resource("report.js"));
    model.put("library", report.charts().isEmpty() ? "" : library());
    model.put("data", json(report.charts()));
    return template().execute(model);
  }

  private static Template template() {
    return Mustache.compiler().escapeHTML(true).compile(resource("report.mustache"));
  }

  private static String progress(Report report) {
    int planned = report.planned();
    String runs = planned == 1 ? "run" : "runs";
    return report.finished() == planned
        ? "%d %s".formatted(planned, runs)
        : "%d of %d %s finished".formatted(report.finished(), planned, runs);
  }

  private static List<Map<String, Object>> claims(Report report) {
    List<Map<String, Object>> claims = new ArrayList<>();
    for (Judgement judgement : report.judgements()) {
      claims.add(
          Map.of(
              "text", judgement.claim(),
              "verdict", judgement.verdict().label(),
              "style", judgement.verdict().name().toLowerCase(Locale.ROOT),
              "criterion", judgement.criterion(),
              "evidence", judgement.evidence()));
    }
    return claims;
  }

  private static List<Map<String, Object>> figures(Report report) {
    List<Map<String, Object>> figures = new ArrayList<>();
    for (int i = 0; i < report.charts().size(); i++) {
      ChartView chart = report.charts().get(i);
      figures.add(Map.of("index", i, "title", chart.title(), "note", note(chart)));
    }
    return figures;
  }

  private static String note(ChartView chart) {
    if (!chart.hasSpread() || (chart.kind().equals("lines") && chart.logarithmic())) {
      return "";
    }
    return chart.kind().equals("lines")
        ? "Bands are one standard deviation over seeds on either side of the mean."
        : "Whiskers are one standard deviation over seeds on either side of the mean.";
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON for " + value.getClass(), e);
    }
  }

  private static String library() {
    Properties versions = new Properties();
    try (InputStream stream = stream("version.properties")) {
      versions.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties is damaged; build Rethink again", e);
    }
    return resource(LIBRARY.formatted(versions.getProperty("echarts")));
  }

  private static String resource(String name) {
    try (Reader reader = new InputStreamReader(stream(name), StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      char[] buffer = new char[1 << 16];
      for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
        text.append(buffer, 0, read);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private static InputStream stream(String name) {
    return Objects.requireNonNull(
        ReportPage.class.getResourceAsStream(name), name + " is not on the class path");
  }

  /** Keeps data in a script element from ending it. */
  private static final class NoMarkup extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

    NoMarkup() {
      for (char character : new char[] {'<', '>', '&'}) {
        escapes[character] = CharacterEscapes.ESCAPE_STANDARD;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
