package io.rethink.engine.compiled;

import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.ir.Loss;
import io.rethink.engine.compiled.ir.Node;
import io.rethink.engine.compiled.ir.Operation;
import io.rethink.engine.compiled.program.StepDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What it costs that DL4J computes a part of a network: measured in the first training passes. */
final class StockCost {

  // The first passes are slow: DL4J loads its operations, and the compiler of Java is cold.
  private static final int COLD = 5;
  private static final int MEASURED = 20;

  private final List<String> reasons;
  private int passes;
  private long stock;
  private long all;

  private StockCost(List<String> reasons) {
    this.reasons = List.copyOf(reasons);
  }

  /** For a network of which DL4J computes a part; null if it computes nothing. */
  static @Nullable StockCost of(Graph graph) {
    List<String> reasons = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Operation.Stock stock) {
        reasons.add(stock.reason());
      }
    }
    if (graph.loss() instanceof Loss.Stock stock) {
      reasons.add(stock.reason());
    }
    return reasons.isEmpty() ? null : new StockCost(reasons);
  }

  /** Which parts DL4J computes, and why. */
  String parts() {
    return "DL4J's own implementation computes a part of the network: "
        + String.join("; ", reasons);
  }

  /**
   * Takes the times of one pass.
   *
   * @param nanoseconds of each step
   * @return once, when enough has been seen, a line about the cost
   */
  Optional<String> add(List<StepDescription> steps, long[] nanoseconds) {
    passes++;
    if (passes <= COLD) {
      return Optional.empty();
    }
    for (int i = 0; i < nanoseconds.length; i++) {
      all += nanoseconds[i];
      stock += steps.get(i).implementation().equals(StepDescription.STOCK) ? nanoseconds[i] : 0;
    }
    return isKnown() ? Optional.of(line()) : Optional.empty();
  }

  /** Whether the cost is known. */
  boolean isKnown() {
    return passes >= COLD + MEASURED;
  }

  private String line() {
    return String.format(
        Locale.ROOT,
        "That part takes %.2f of %.2f ms of a training pass.",
        stock / 1e6 / MEASURED,
        all / 1e6 / MEASURED);
  }
}
