package io.rethink.engine.compiled;

import io.rethink.api.data.InputShape;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Prints, as Markdown, how far the compiled engine is from stock DL4J in double precision for the
 * layers and networks that the tests compare. Started by {@code engine/src/bench/errors}.
 */
public final class ErrorTable {

  /** Of first weights with which no ReLU of the whole networks changes its sign by rounding. */
  private static final long SEED = 7;

  private ErrorTable() {}

  public static void main(String[] arguments) throws UnknownLayerException {
    System.out.println("| layer or network | loss | gradient |\n| --- | --- | --- |");
    print(LayerKindsTest.networks(), LayerKindsTest.IMAGE, 6, 1, 5);
    print(StockPartsTest.networks(), StockPartsTest.IMAGE, 6, 1, 5);
    print(WholeNetworksTest.networks().stream(), Networks.CROPPED, 3);
    for (Arguments deep : WholeNetworksTest.deepNetworks()) {
      print(Stream.of(deep), (InputShape) deep.get()[1], 6);
    }
    System.exit(0);
  }

  private static void print(Stream<Arguments> networks, InputShape shape, int... batchSizes)
      throws UnknownLayerException {
    for (Arguments network : networks.toList()) {
      Named<?> named = (Named<?>) network.get()[0];
      print(named.getName(), (ComputationGraphConfiguration) named.getPayload(), shape, batchSizes);
    }
  }

  private static void print(
      String name, ComputationGraphConfiguration configuration, InputShape shape, int[] batchSizes)
      throws UnknownLayerException {
    Errors errors = Errors.of(configuration, shape, SEED, batchSizes);
    System.out.printf(
        Locale.ROOT, "| %s | %.1e | %.1e |%n", name, errors.loss(), errors.gradient());
  }
}
