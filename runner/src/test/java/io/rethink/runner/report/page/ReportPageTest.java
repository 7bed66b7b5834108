package io.rethink.runner.report.page;

import static io.rethink.runner.report.page.SampleStudy.CORRUPTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final String EVIL = "</script><script>alert('1')</script> & \"more\" ±";

  private static String page(SampleStudy study) {
    return ReportPage.html(study.report());
  }

  private static SampleStudy evil() {
    return new SampleStudy()
        .run(EVIL, "0", 1, 0.5, 10)
        .run("mlp", "1", 1, 0.1, 20)
        .chart(new Chart.Curves("Curves " + EVIL, "test/accuracy", Map.of(), false, null))
        .claim(new Claim.Bound("Claim " + EVIL, "test/accuracy", Map.of(), 0.1, null));
  }

  @Test
  void textOfTheUserIsNeverMarkup() {
    String page = page(evil());

    assertThat(page).doesNotContain("<script>alert").doesNotContain("<i>networks</i>");
    assertThat(page)
        .contains("What &lt;i&gt;networks&lt;/i&gt; fit &amp; what not")
        .contains("Claim &lt;/script&gt;&lt;script&gt;alert(");
  }

  @Test
  void theDataOfChartsAreJsonThatCannotEndItsElement() throws IOException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(page(evil()));
    assertThat(data.find()).isTrue();
    JsonNode charts = JsonMapper.builder().build().readTree(data.group(1));

    assertThat(charts.get(0).get("title").asText()).isEqualTo("Curves " + EVIL);
    assertThat(charts.get(0).get("series").get(0).get("name").asText())
        .isEqualTo(EVIL + ", label corruption 0");
    assertThat(charts.get(0).get("series").get(0).get("ours").get(1).get("y").asDouble())
        .isEqualTo(50);
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String page = page(evil());
    int library = page.indexOf("Licensed to the Apache Software Foundation");
    String before = page.substring(0, library);
    String after = page.substring(page.indexOf("</script>", library));

    // The library names the namespaces of SVG, which nobody fetches.
    assertThat(before + after)
        .contains("echarts.init")
        .doesNotContainPattern("https?:|//\\w+\\.|@import|url\\(|fetch\\(|<link|<img|<iframe");
    assertThat(page.substring(library))
        .doesNotContainPattern(
            "https?://(?!www\\.w3\\.org/|www\\.apache\\.org/licenses|github\\.com/ecomfe/zrender/blob)");
  }

  @Test
  void aPartialReportSaysSo() {
    String page = page(new SampleStudy().run("mlp", "0", 1, 0.5, 10).planned("mlp", "1", 1));

    assertThat(page).contains("1 of 2 runs finished").contains("class=\"partial\"");
    assertThat(page(evil())).contains("2 runs").doesNotContain("class=\"partial\"");
  }

  @Test
  void aClaimIsShownWithItsVerdictAndNumbers() {
    String page =
        page(
            new SampleStudy()
                .run("mlp", "0", 1, 0.5, 10)
                .claim(
                    new Claim.Bound(
                        "It generalizes.", "test/accuracy", Map.of(CORRUPTION, "0"), 0.4, null)));

    assertThat(page)
        .contains(
            "<td>It generalizes.<span class=\"criterion\">test accuracy at least 40.00"
                + " %</span></td>")
        .contains("<span class=\"verdict yes\">yes</span>")
        .contains("<span class=\"line\">these runs: 50.00 %</span>");
  }

  @Test
  void aStudyWithoutABlockGetsItsCurvesAndResults(@TempDir Path folder) throws IOException {
    ReportedStudy plain = new SampleStudy().run("mlp", "0", 1, 0.5, 10).study().with(null);
    Path file = folder.resolve(ReportPage.FILE_NAME);
    ReportPage.write(plain, file);

    assertThat(Files.readString(file))
        .contains("<figcaption>Accuracy on the test set</figcaption>")
        .contains("<figcaption>Loss on the training set</figcaption>")
        .doesNotContain("<h2>Claims</h2>")
        .contains("<td class=\"number ours\">50.00</td>");
  }
}
