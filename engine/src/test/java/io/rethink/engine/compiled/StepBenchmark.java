package io.rethink.engine.compiled;

import io.rethink.api.optimization.Momentum;
import io.rethink.engine.Batch;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times a training step, as {@code engine/src/bench/torch_step.py} does in PyTorch. Started by
 * {@code engine/src/bench/compare [BATCH [ROUNDS [NETWORK...]]]}; what runs beside both is said by
 * {@link Neighbour}.
 */
public final class StepBenchmark {

  /** Java compiles the code that it runs beside the first steps, on the cores that they need. */
  private static final long WARM_UP_NANOS = 4_000_000_000L;

  /** What the launcher sets for the runner's process. */
  private static final Map<String, String> LAUNCHER = Map.of("GOMP_SPINCOUNT", "3000");

  private static final String COMPILED = "compiled";

  private static final Neighbour NEIGHBOUR = Neighbour.wanted();

  private StepBenchmark() {}

  private enum Case {
    MLP_1X512("mlp-1x512", 1000),
    MLP_3X512("mlp-3x512", 600),
    ALEXNET("alexnet", 40),
    INCEPTION("inception", 8),
    INCEPTION_DIRECT(
        "inception-direct", 8, "inception", ConvolutionAlgorithm.DIRECT, Precision.FLOAT32),
    INCEPTION_BFLOAT16(
        "inception-bfloat16", 9, "inception", ConvolutionAlgorithm.AUTO, Precision.BFLOAT16);

    final String title;
    final int steps;
    final String network;
    final ConvolutionAlgorithm algorithm;
    final Precision precision;

    Case(String title, int steps) {
      this(title, steps, title, ConvolutionAlgorithm.AUTO, Precision.FLOAT32);
    }

    Case(
        String title,
        int steps,
        String network,
        ConvolutionAlgorithm algorithm,
        Precision precision) {
      this.title = title;
      this.steps = steps;
      this.network = network;
      this.algorithm = algorithm;
      this.precision = precision;
    }

    /** What PyTorch is timed in; the fastest counts. */
    List<String> modes() {
      return precision == Precision.BFLOAT16
          ? List.of("autocast")
          : List.of("eager", "channels-last", COMPILED);
    }

    ComputationGraphConfiguration configuration() {
      return switch (this) {
        case MLP_1X512 -> Networks.mlp(512);
        case MLP_3X512 -> Networks.mlp(512, 512, 512);
        case ALEXNET -> Networks.alexNet();
        case INCEPTION, INCEPTION_DIRECT, INCEPTION_BFLOAT16 -> Networks.inception(true, 1);
      };
    }
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("compare")) {
      int batch = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 128;
      int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
      List<String> networks =
          Arrays.asList(arguments).subList(Math.min(4, arguments.length), arguments.length);
      compare(arguments[1], batch, rounds, networks);
    } else {
      time(Case.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
    }
  }

  private static void compare(String python, int batch, int rounds, List<String> networks)
      throws IOException, InterruptedException {
    for (Case network : Case.values()) {
      if (!networks.isEmpty() && !networks.contains(network.title)) {
        continue;
      }
      List<Timing> own = new ArrayList<>();
      List<Timing> other = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        own.add(engine(network, batch));
        List<Timing> modes = new ArrayList<>();
        for (String mode : network.modes()) {
          torch(python, network, mode, batch).ifPresent(modes::add);
        }
        other.add(Collections.min(modes, Comparator.comparing(Timing::milliseconds)));
      }
      report(network, batch, own, other);
    }
  }

  private static void report(Case network, int batch, List<Timing> own, List<Timing> other) {
    List<String> ratios = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      double ratio = own.get(i).milliseconds() / other.get(i).milliseconds();
      ratios.add(String.format(Locale.ROOT, "%.2f", ratio));
    }
    double engine = median(own, Timing::milliseconds);
    double torch = median(other, Timing::milliseconds);
    System.out.printf(
        Locale.ROOT,
        "%-18s batch %d: engine %.2f ms, PyTorch %.2f ms, ratio %.2f (rounds %s); peak memory %.0f"
            + " and %.0f MB; program built in %.0f ms%n",
        network.title,
        batch,
        engine,
        torch,
        engine / torch,
        ratios,
        median(own, Timing::megabytes),
        median(other, Timing::megabytes),
        median(own, Timing::building));
  }

  private static Timing engine(Case network, int batch) throws IOException, InterruptedException {
    return NEIGHBOUR.time(
        LAUNCHER,
        System.getProperty("java.home") + "/bin/java",
        "-Xmx2g",
        "-Dorg.bytedeco.javacpp.maxbytes=8g",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=16g",
        "-cp",
        System.getProperty("java.class.path"),
        StepBenchmark.class.getName(),
        network.name(),
        Integer.toString(batch));
  }

  /** Empty where PyTorch cannot compile. */
  private static Optional<Timing> torch(String python, Case network, String mode, int batch)
      throws IOException, InterruptedException {
    try {
      return Optional.of(
          NEIGHBOUR.time(
              Map.of(),
              python,
              "engine/src/bench/torch_step.py",
              network.network,
              mode,
              Integer.toString(batch),
              Integer.toString(network.steps)));
    } catch (IllegalStateException failed) {
      if (!mode.equals(COMPILED)) {
        throw failed;
      }
      System.out.println("without PyTorch's compiled mode, which needs a C++ compiler");
      return Optional.empty();
    }
  }

  private static double median(List<Timing> timings, ToDoubleFunction<Timing> value) {
    return median(timings.stream().mapToDouble(value).boxed().toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void time(Case network, int size) throws UnknownLayerException, IOException {
    Batch batch = StockReference.batch(Networks.CROPPED, Networks.CLASSES, size, 1);
    CompiledEngine engine = new CompiledEngine(network.algorithm, network.precision);
    try (CompiledNetwork compiled = engine.compile(network.configuration(), Networks.CROPPED, 1)) {
      INDArray vector = compiled.parameters().vector();
      INDArray velocity = Nd4j.zeros(vector.shape());
      List<Double> times = new ArrayList<>();
      long first = System.nanoTime();
      compiled.train(batch, 1);
      double firstStep = (System.nanoTime() - first) / 1e6;
      long warm = System.nanoTime() + WARM_UP_NANOS;
      while (times.size() < network.steps) {
        long start = System.nanoTime();
        compiled.train(batch, 1);
        // The update of the optimizer "sgd".
        compiled.descend(velocity, Momentum.of(0.9), 0.01, Map.of());
        if (start > warm) {
          times.add((System.nanoTime() - start) / 1e6);
        }
      }
      double step = median(times);
      System.out.println(new Timing(step, Timing.ownPeak(), Math.max(0, firstStep - step)).line());
    }
  }
}
