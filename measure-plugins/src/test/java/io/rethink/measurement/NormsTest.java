package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.measurement.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The expected numbers are numpy's; see {@code src/test/python/reference.py}. */
class NormsTest {

  @Test
  void areThoseThatNumpyFindsForTheWeightsAlone() {
    var network = FixedNetwork.scoring(Map.of());
    Recorded findings = new Recorded();
    Labelled none = new Labelled(4, List.of(), List.of());
    new Norms().measure(network, none, none, findings);

    Map<String, Double> expected =
        Map.of(
            "norm/conv/frobenius", 1.5919840635707527,
            "norm/conv/spectral", 1.2764449243632845,
            "norm/dense/frobenius", 1.220075902664512,
            "norm/dense/spectral", 0.9972334784694754,
            "norm/l2", 2.0057413758822125,
            "norm/frobenius-product", 1.942341393388604,
            "norm/spectral-product", 1.2729136119975046);
    assertThat(findings.numbers).containsOnlyKeys(expected.keySet());
    assertThat(findings.numbers)
        .allSatisfy(
            (name, value) ->
                assertThat(value)
                    .isCloseTo(Objects.requireNonNull(expected.get(name)), within(1e-7)));
    Table table = Objects.requireNonNull(findings.tables.get("norm/layers"));
    assertThat(table.columns()).containsExactly("layer", "weights", "frobenius", "spectral");
    assertThat(table.rows()).extracting(row -> row.get(0)).containsExactly("conv", "dense");
    assertThat(table.rows()).extracting(row -> row.get(1)).containsExactly(24, 12);
  }
}
