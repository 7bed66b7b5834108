package io.rethink.engine.compiled.stock;

import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.compiled.ir.Operation;
import io.rethink.engine.compiled.program.PlainOperation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes the operations of one network that DL4J computes. */
public final class StockOperations implements Function<Operation, PlainOperation> {

  private final ComputationGraph graph;
  private final Map<String, InputType> types;
  private final List<ParameterBlock> blocks;
  private final INDArray gradient;

  /**
   * Prepares for a network.
   *
   * @param graph holds the layers and the parameters
   * @param input what an example is to DL4J
   * @param blocks what lies where in the vectors
   * @param gradient {@code [1, n]}, where parameter gradients go
   */
  public StockOperations(
      ComputationGraph graph, InputType input, List<ParameterBlock> blocks, INDArray gradient) {
    this.graph = graph;
    this.types = graph.getConfiguration().clone().getLayerActivationTypes(true, false, input);
    this.blocks = blocks;
    this.gradient = gradient;
  }

  @Override
  public PlainOperation apply(Operation operation) {
    if (operation instanceof Operation.StockActivation activation) {
      return new StockActivation(activation.activation());
    }
    String name = ((Operation.StockVertex) operation).vertex();
    List<InputType> inputs =
        Objects.requireNonNull(graph.getConfiguration().getVertexInputs().get(name)).stream()
            .map(input -> Objects.requireNonNull(types.get(input)))
            .toList();
    return new StockVertex(
        graph,
        graph.getVertex(name),
        inputs,
        Objects.requireNonNull(types.get(name)),
        new OwnParameters(
            blocks.stream().filter(block -> block.layer().equals(name)).toList(),
            graph.params().reshape(1, graph.params().length()),
            gradient));
  }
}
