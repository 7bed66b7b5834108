package io.rethink.regularization;

import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.regularization.NetworkChange;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Dropout (Srivastava et al. 2014): in training, each value that enters a layer is set to 0 with
 * probability {@code rate} and otherwise divided by {@code 1 - rate}, independently. Unless layers
 * are named, it acts on what fully connected layers receive from layers below them; it leaves the
 * network's input alone.
 */
@Description("Drops activations at random in training, and scales up the others.")
public final class Dropout implements NetworkChange {

  /** The options of {@link Dropout}. */
  public record Config(
      @Description("The probability of dropping a value.")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double rate,
      @Description(
              "The names of the layers whose inputs are dropped; if left out, all fully connected"
                  + " layers but those that read the network's input.")
          @Nullable
          @NotEmpty
          List<String> layers) {

    public Config {
      layers = layers == null ? null : List.copyOf(layers);
    }
  }

  private final Config config;

  @Inject
  public Dropout(Config config) {
    this.config = config;
  }

  /**
   * Sets dropout on the chosen layers.
   *
   * @throws UserException if a layer is named that the network does not have, or none is named and
   *     there is none to choose
   */
  @Override
  public void change(ComputationGraphConfiguration configuration) {
    Map<String, Layer> layers = layers(configuration);
    for (String name : chosen(configuration, layers)) {
      // DL4J asks for the probability of keeping a value.
      Layer layer = layers.get(name);
      if (layer != null && config.rate() > 0) {
        layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(1 - config.rate()));
      }
    }
  }

  private List<String> chosen(
      ComputationGraphConfiguration configuration, Map<String, Layer> layers) {
    if (config.layers() != null) {
      LayerNames.check(config.layers(), layers.keySet());
      return config.layers();
    }
    List<String> hidden =
        layers.entrySet().stream()
            .filter(
                layer ->
                    layer.getValue() instanceof DenseLayer
                        || layer.getValue() instanceof BaseOutputLayer)
            .map(Map.Entry::getKey)
            .filter(name -> !readsInput(configuration, name))
            .toList();
    if (hidden.isEmpty()) {
      throw new UserException(
          "dropout finds no hidden activations: no fully connected layer reads another layer."
              + " To drop other values, name in layers those that receive them. The network has: "
              + String.join(", ", layers.keySet())
              + ".");
    }
    return hidden;
  }

  private static boolean readsInput(ComputationGraphConfiguration configuration, String layer) {
    return configuration.getVertexInputs().getOrDefault(layer, List.of()).stream()
        .anyMatch(configuration.getNetworkInputs()::contains);
  }

  private static Map<String, Layer> layers(ComputationGraphConfiguration configuration) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer) {
                layers.put(name, layer.getLayerConf().getLayer());
              }
            });
    return layers;
  }
}
