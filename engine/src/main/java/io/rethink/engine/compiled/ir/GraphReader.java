package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.Concatenation;
import io.rethink.engine.compiled.ir.Operation.Elementwise;
import io.rethink.engine.compiled.ir.Operation.Input;
import io.rethink.engine.compiled.ir.Operation.Product;
import io.rethink.engine.compiled.ir.Operation.Reshape;
import io.rethink.engine.compiled.ir.Operation.StockVertex;
import io.rethink.engine.compiled.ir.Operation.Sum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DL4J configuration of one input and one output layer. A class is known only if it is
 * exactly DL4J's own: a subclass may compute something else.
 */
public final class GraphReader {

  private final ComputationGraphConfiguration configuration;
  private final Map<String, InputType> types;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();

  private GraphReader(ComputationGraphConfiguration configuration, InputType input) {
    this.configuration = configuration;
    // Of a copy: DL4J changes the configuration while it looks.
    this.types = configuration.clone().getLayerActivationTypes(true, false, input);
  }

  /**
   * Reads {@code configuration}. What is not known becomes a node that DL4J computes.
   *
   * @param input what an example is to DL4J
   * @param order the names of the vertices, each after its inputs
   * @throws UnknownLayerException if the output layer is not known, or activations are neither
   *     vectors nor images, or of another number of examples
   */
  public static Graph read(
      ComputationGraphConfiguration configuration, InputType input, List<String> order)
      throws UnknownLayerException {
    return new GraphReader(configuration, input).read(order);
  }

  private Graph read(List<String> order) throws UnknownLayerException {
    String output = configuration.getNetworkOutputs().get(0);
    String inputName = configuration.getNetworkInputs().get(0);
    positions.put(inputName, add(inputName, new Input(), List.of(), declared(inputName)));
    for (String name : order) {
      GraphVertex vertex = configuration.getVertices().get(name);
      if (vertex != null && !name.equals(output)) {
        positions.put(name, readOrLeave(name, vertex));
      }
    }
    LayerVertex last = (LayerVertex) configuration.getVertices().get(output);
    if (last == null
        || !(last.getLayerConf().getLayer() instanceof OutputLayer layer)
        || layer.getClass() != OutputLayer.class) {
      throw new UnknownLayerException("the output layer '%s' is no OutputLayer".formatted(output));
    }
    Loss loss = Losses.loss(output, layer);
    LayerReader.read(this, output, layer, preprocessed(output, last.getPreProcessor()));
    return new Graph(nodes, loss);
  }

  private int readOrLeave(String name, GraphVertex vertex) throws UnknownLayerException {
    if (vertex instanceof StackVertex || vertex instanceof UnstackVertex) {
      throw new UnknownLayerException(
          "'%s' is a %s, which changes the number of examples"
              .formatted(name, vertex.getClass().getSimpleName()));
    }
    int known = nodes.size();
    try {
      int node = read(name, vertex);
      if (!shape(node).equals(declared(name))) {
        throw new UnknownLayerException(
            "'%s' is a %s with options of its own"
                .formatted(name, vertex.getClass().getSimpleName()));
      }
      return node;
    } catch (UnknownLayerException unknown) {
      nodes.subList(known, nodes.size()).clear();
      boolean trained = vertex.numParams(true) > 0;
      List<InputType> inputTypes = inputNames(name).stream().map(this::type).toList();
      Operation stock =
          new StockVertex(
              name, Objects.requireNonNull(unknown.getMessage()), trained, inputTypes, type(name));
      return add(name, stock, inputs(name), declared(name));
    }
  }

  /** What DL4J says a vertex's activations are. */
  InputType type(String name) {
    return Objects.requireNonNull(types.get(name));
  }

  /** The shape that DL4J says a vertex's activations have. */
  private Shape declared(String name) throws UnknownLayerException {
    InputType type = type(name);
    if (type instanceof InputType.InputTypeFeedForward vector) {
      return Shape.vector((int) vector.getSize());
    }
    if (type instanceof InputType.InputTypeConvolutional image
        && image.getFormat() == CNN2DFormat.NCHW) {
      return new Shape((int) image.getChannels(), (int) image.getHeight(), (int) image.getWidth());
    }
    throw new UnknownLayerException("'%s' gives activations of the kind %s".formatted(name, type));
  }

  private int read(String name, GraphVertex vertex) throws UnknownLayerException {
    List<Integer> inputs = inputs(name);
    if (vertex instanceof LayerVertex layerVertex) {
      NeuralNetConfiguration layer = layerVertex.getLayerConf();
      return LayerReader.read(
          this, name, layer.getLayer(), preprocessed(name, layerVertex.getPreProcessor()));
    }
    Shape first = shape(inputs.get(0));
    if (vertex.getClass() == MergeVertex.class) {
      int channels = inputs.stream().mapToInt(i -> shape(i).channels()).sum();
      return add(
          name, new Concatenation(), inputs, new Shape(channels, first.height(), first.width()));
    }
    if (vertex.getClass() == ScaleVertex.class) {
      Function scale = new Function(Function.Kind.LINEAR, ((ScaleVertex) vertex).getScaleFactor());
      return add(name, new Elementwise(scale), inputs, first);
    }
    if (vertex.getClass() == PreprocessorVertex.class) {
      return preprocessed(name, ((PreprocessorVertex) vertex).getPreProcessor());
    }
    if (vertex.getClass() == ElementWiseVertex.class) {
      if (inputs.stream().anyMatch(input -> !shape(input).equals(first))) {
        throw new UnknownLayerException("'%s' combines different shapes".formatted(name));
      }
      return add(name, combination(name, (ElementWiseVertex) vertex, inputs.size()), inputs, first);
    }
    throw new UnknownLayerException(
        "'%s' is a %s".formatted(name, vertex.getClass().getSimpleName()));
  }

  private List<String> inputNames(String name) {
    return Objects.requireNonNull(configuration.getVertexInputs().get(name));
  }

  private List<Integer> inputs(String name) {
    return inputNames(name).stream()
        .map(input -> Objects.requireNonNull(positions.get(input)))
        .toList();
  }

  private static Operation combination(String name, ElementWiseVertex vertex, int inputs)
      throws UnknownLayerException {
    return switch (vertex.getOp()) {
      case Add -> new Sum(Collections.nCopies(inputs, 1.0));
      case Average -> new Sum(Collections.nCopies(inputs, 1.0 / inputs));
      case Subtract -> new Sum(List.of(1.0, -1.0));
      case Product -> new Product();
      case Max -> throw new UnknownLayerException("'%s' takes a maximum".formatted(name));
    };
  }

  private int preprocessed(String name, @Nullable InputPreProcessor preprocessor)
      throws UnknownLayerException {
    int input = inputs(name).get(0);
    Shape shape = shape(input);
    if (preprocessor == null) {
      return input;
    }
    if (preprocessor.getClass() == CnnToFeedForwardPreProcessor.class) {
      return add(name, new Reshape(), List.of(input), Shape.vector(shape.size()));
    }
    if (preprocessor.getClass() == FeedForwardToCnnPreProcessor.class) {
      FeedForwardToCnnPreProcessor images = (FeedForwardToCnnPreProcessor) preprocessor;
      return add(
          name,
          new Reshape(),
          List.of(input),
          new Shape(
              (int) images.getNumChannels(),
              (int) images.getInputHeight(),
              (int) images.getInputWidth()));
    }
    throw new UnknownLayerException(
        "'%s' has a %s".formatted(name, preprocessor.getClass().getSimpleName()));
  }

  int add(String name, Operation operation, List<Integer> inputs, Shape shape) {
    nodes.add(new Node(name, operation, inputs, shape));
    return nodes.size() - 1;
  }

  Shape shape(int node) {
    return nodes.get(node).shape();
  }
}
