package io.rethink.engine.compiled;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times the update of the parameters of MLP 1x512 by momentum, with and without weight decay: right
 * after a training pass, where it is in a run, and again right after that, when the vectors are in
 * the caches. Beside it, the same by array operations. Started by {@code engine/src/bench/update}.
 */
public final class UpdateBenchmark {

  private static final int WARM_UP = 500;
  private static final int STEPS = 500;
  private static final double RATE = 1e-3;
  private static final Momentum MOMENTUM = Momentum.of(0.9);

  private UpdateBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Batch batch = StockReference.batch(Networks.CROPPED, Networks.CLASSES, 128, 1);
    try (CompiledNetwork network =
        new CompiledEngine().compile(Networks.mlp(512), Networks.CROPPED, 1)) {
      INDArray parameters = network.parameters().vector();
      INDArray velocity = Nd4j.zeros(parameters.shape());
      Map<ParameterBlock, Double> decay = new HashMap<>();
      network.parameters().blocks(Role.WEIGHT).forEach(block -> decay.put(block, 1e-4));
      System.out.printf(Locale.ROOT, "%,d parameters, ms: median%n", parameters.length());
      time(network, batch, "momentum", () -> network.descend(velocity, MOMENTUM, RATE, Map.of()));
      time(network, batch, "with decay", () -> network.descend(velocity, MOMENTUM, RATE, decay));
      time(
          network,
          batch,
          "array operations",
          () -> MOMENTUM.descend(parameters, network.gradient(), velocity, RATE));
    }
  }

  private static void time(CompiledNetwork network, Batch batch, String name, Runnable update) {
    double[] afterPass = new double[STEPS];
    double[] again = new double[STEPS];
    for (int i = -WARM_UP; i < STEPS; i++) {
      network.train(batch, 1);
      long start = System.nanoTime();
      update.run();
      long middle = System.nanoTime();
      update.run();
      long end = System.nanoTime();
      if (i >= 0) {
        afterPass[i] = (middle - start) / 1e6;
        again[i] = (end - middle) / 1e6;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-18s after a pass %.2f, again %.2f%n",
        name,
        median(afterPass),
        median(again));
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
