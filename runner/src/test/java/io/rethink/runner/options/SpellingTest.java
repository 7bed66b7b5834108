package io.rethink.runner.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  /** The values that Wikipedia's "Damerau–Levenshtein distance" and "Levenshtein distance" give. */
  @ParameterizedTest
  @CsvSource({"ca,abc,3", "kitten,sitting,3", "saturday,sunday,3", "sgd,sdg,1", "'',abc,3"})
  void theDistanceIsThatOfOptimalStringAlignment(String a, String b, int distance) {
    assertThat(Spelling.distance(a, b)).isEqualTo(distance);
  }

  @Property(tries = 200)
  void theDistanceIsSymmetricAndZeroForEqualWordsOnly(
      @ForAll @AlphaChars @StringLength(max = 6) String a,
      @ForAll @AlphaChars @StringLength(max = 6) String b) {
    assertThat(Spelling.distance(a, b)).isEqualTo(Spelling.distance(b, a));
    assertThat(Spelling.distance(a, b) == 0).isEqualTo(a.equals(b));
    assertThat(Spelling.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
  }

  @Test
  void capitalsMakeNoDifference() {
    assertThat(Spelling.near("SGD", List.of("sgd", "adam"))).containsExactly("sgd");
    assertThat(Spelling.near("RATE", List.of("learning-Rate"))).containsExactly("learning-Rate");
  }

  @Test
  void onlyWhatIsNearIsSuggestedTheNearestFirst() {
    List<String> names = List.of("momentum", "learning-rate", "nesterov", "schedule");

    assertThat(Spelling.near("learning-rte", names)).containsExactly("learning-rate");
    assertThat(Spelling.near("rate", names)).containsExactly("learning-rate");
    assertThat(Spelling.near("colour", names)).isEmpty();
    assertThat(Spelling.near("bat", List.of("cat", "bath", "bet", "tab", "rat")))
        .containsExactly("bath", "bet", "cat");
    assertThat(Spelling.suggestion("momentun", names)).isEqualTo("; did you mean momentum?");
    assertThat(Spelling.suggestion("colour", names)).isEmpty();
  }
}
