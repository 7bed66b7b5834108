package io.rethink.engine.compiled.stock;

import io.rethink.engine.compiled.ir.Operation;
import io.rethink.engine.compiled.program.PlainOperation;
import io.rethink.engine.dl4j.PlainArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A vertex of the graph that initialized the network, with its preprocessor and its dropout. */
final class StockVertex implements PlainOperation {

  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  private final ComputationGraph graph;
  private final Operation.StockVertex operation;
  private final GraphVertex vertex;
  private final OwnParameters parameters;
  private List<Integer> lengths = List.of();
  private int batch;

  StockVertex(ComputationGraph graph, Operation.StockVertex operation, OwnParameters parameters) {
    this.graph = graph;
    this.operation = operation;
    this.vertex = graph.getVertex(operation.vertex());
    this.parameters = parameters;
  }

  @Override
  public String name() {
    return vertex.hasLayer()
        ? vertex.getLayer().conf().getLayer().getClass().getSimpleName()
        : vertex.getClass().getSimpleName();
  }

  @Override
  public float[] forward(List<float[]> inputs, int examples, boolean training, long noiseSeed) {
    batch = examples;
    lengths = inputs.stream().map(values -> values.length).toList();
    Nd4j.getRandom().setSeed(noiseSeed);
    // Preprocessors ask the graph how large the batch is.
    graph.setInput(0, Nd4j.create(batch, 1));
    if (vertex.hasLayer()) {
      vertex.getLayer().setInputMiniBatchSize(batch);
    }
    for (int i = 0; i < inputs.size(); i++) {
      vertex.setInput(
          i, PlainArrays.of(inputs.get(i), operation.inputs().get(i), batch), NO_WORKSPACES);
    }
    return PlainArrays.values(vertex.doForward(training, NO_WORKSPACES));
  }

  @Override
  public List<float[]> backward(float[] gradient) {
    parameters
        .gradientView()
        .ifPresent(
            view -> {
              view.assign(0);
              vertex.setBackpropGradientsViewArray(view);
            });
    vertex.setEpsilon(PlainArrays.of(gradient, operation.result(), batch));
    List<Optional<INDArray>> lower = lower();
    parameters.settleStatistics();
    List<float[]> gradients = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      int length = lengths.get(i);
      gradients.add(lower.get(i).map(PlainArrays::values).orElseGet(() -> new float[length]));
    }
    vertex.clear();
    return gradients;
  }

  /** The inputs' gradients; layers that pass none on, such as frozen ones, have none. */
  private List<Optional<INDArray>> lower() {
    if (vertex instanceof LayerVertex layer && layer.getLayerPreProcessor() != null) {
      // The vertex itself would call the preprocessor even without a gradient.
      return List.of(
          Optional.ofNullable(
                  layer.getLayer().backpropGradient(layer.getEpsilon(), NO_WORKSPACES).getSecond())
              .map(inner -> layer.getLayerPreProcessor().backprop(inner, batch, NO_WORKSPACES)));
    }
    INDArray[] gradients = vertex.doBackward(false, NO_WORKSPACES).getSecond();
    return Arrays.stream(gradients).map(Optional::ofNullable).toList();
  }
}
