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

  private ErrorTable() {}

  public static void main(String[] arguments) throws UnknownLayerException {
    System.out.println("| layer or network | loss | gradient |\n| --- | --- | --- |");
    printLayers(LayerKindsTest.networks(), LayerKindsTest.IMAGE);
    printLayers(StockPartsTest.networks(), StockPartsTest.IMAGE);
    for (Arguments network : LayerKindsTest.networksWhoseGradientStockDl4jGetsWrong().toList()) {
      print(name(network), Errors.bySlope(configuration(network), LayerKindsTest.IMAGE, 7, 6));
    }
    for (Arguments network : WholeNetworksTest.networks()) {
      InputShape shape = (InputShape) network.get()[1];
      print(name(network), Errors.least(configuration(network), shape, 3));
    }
    print("small AlexNet", Errors.bySlope(Networks.alexNet(), Networks.CROPPED, 7, 2));
    System.exit(0);
  }

  private static void printLayers(Stream<Arguments> networks, InputShape shape)
      throws UnknownLayerException {
    for (Arguments network : networks.toList()) {
      print(name(network), Errors.of(configuration(network), shape, 7, 6, 1, 5));
    }
  }

  private static ComputationGraphConfiguration configuration(Arguments network) {
    return (ComputationGraphConfiguration) ((Named<?>) network.get()[0]).getPayload();
  }

  private static String name(Arguments network) {
    return ((Named<?>) network.get()[0]).getName();
  }

  private static void print(String name, Errors errors) {
    System.out.printf(
        Locale.ROOT, "| %s | %.1e | %.1e |%n", name, errors.loss(), errors.gradient());
  }
}
