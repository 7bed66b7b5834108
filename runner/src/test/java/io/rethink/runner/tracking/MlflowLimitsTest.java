package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MlflowLimitsTest {

  @Test
  void ordinaryNamesStayAsTheyAre() {
    for (String name :
        List.of("train/loss", "corruptions.0.probability", "learning-rate", "Größe: a b_1")) {
      assertThat(MlflowKey.of(name)).isEqualTo(name);
    }
  }

  @Property
  void everyKeyIsOneThatMlflowAccepts(@ForAll @StringLength(max = 300) String name) {
    String key = MlflowKey.of(name);
    // mlflow/utils/validation.py: the pattern, then posixpath.normpath(name) == name and no "..".
    assertThat(key).matches("(?U)[/\\w.\\- :]{1,250}").isNotBlank().doesNotStartWith("/");
    for (String part : key.split("/", -1)) {
      assertThat(part).isNotEmpty().isNotEqualTo(".").isNotEqualTo("..");
    }
  }

  @Test
  void namesThatWouldBecomeOneKeyStayApart() {
    assertThat(List.of("loss[1]", "loss_1_", "loss(1)", "/loss_1_", "loss_1_/"))
        .extracting(MlflowKey::of)
        .doesNotHaveDuplicates();
    assertThat(MlflowKey.of("x".repeat(300))).isNotEqualTo(MlflowKey.of("x".repeat(301)));
  }

  @Property
  void aCutValueHasExactlyTheLimit(@ForAll @IntRange(min = 201, max = 400) int length) {
    String value = "🎲".repeat(length);
    String cut = MlflowValue.cut(value, 200, "long-values/a.txt");
    assertThat(cut.codePointCount(0, cut.length())).isEqualTo(200);
    assertThat(cut).startsWith("🎲🎲").endsWith("[cut; whole in the artifact long-values/a.txt]");
  }

  @Test
  void aValueThatFitsStaysWhole() {
    String value = "🎲".repeat(200);
    assertThat(MlflowValue.cut(value, 200, "a")).isSameAs(value);
  }

  @Property
  void batchesKeepTheOrderAndTheLimits(@ForAll List<@IntRange(min = 0, max = 12) Integer> sizes) {
    List<List<Integer>> batches = Batches.of(sizes, 4, 10, size -> size);
    assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(sizes);
    for (List<Integer> batch : batches) {
      assertThat(batch).isNotEmpty().hasSizeLessThanOrEqualTo(4);
      int total = batch.stream().mapToInt(Integer::intValue).sum();
      assertThat(batch.size() == 1 || total <= 10).isTrue();
    }
  }
}
