package io.rethink.engine.compiled.stock;

import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.compiled.ir.Operation;
import io.rethink.engine.compiled.program.PlainOperation;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the operations of one network that DL4J computes.
 *
 * @param graph holds the layers
 * @param blocks what lies where in the vectors
 * @param parameters the network's, {@code [1, n]}
 * @param gradient {@code [1, n]}, where parameter gradients go
 */
public record StockOperations(
    ComputationGraph graph, List<ParameterBlock> blocks, INDArray parameters, INDArray gradient)
    implements Function<Operation.Stock, PlainOperation> {

  public StockOperations {
    blocks = List.copyOf(blocks);
  }

  @Override
  public PlainOperation apply(Operation.Stock operation) {
    if (operation instanceof Operation.StockActivation function) {
      return new StockActivation(function.activation(), function.type());
    }
    Operation.StockVertex vertex = (Operation.StockVertex) operation;
    List<ParameterBlock> own =
        blocks.stream().filter(block -> block.layer().equals(vertex.vertex())).toList();
    return new StockVertex(graph, vertex, new OwnParameters(own, parameters, gradient));
  }
}
