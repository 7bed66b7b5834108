package io.rethink.engine.compiled.program;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.ir.Loss;
import io.rethink.engine.compiled.ir.Node;
import io.rethink.engine.compiled.ir.NormalizationFolding;
import io.rethink.engine.compiled.ir.Operation;
import io.rethink.engine.compiled.ir.Shape;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Turns a graph into programs for given batch sizes. */
public final class Compiler {

  private final Processor processor;
  private final Graph graph;
  private final Graph scored;
  private final ParameterTensors parameters;
  private final Arithmetic arithmetic;
  private final Arenas arenas;
  private final Function<Operation.Stock, PlainOperation> stock;

  /**
   * A compiler for one network.
   *
   * @param arenas where the programs work
   * @param stock gives what DL4J's operations do
   */
  public Compiler(
      Processor processor,
      Graph graph,
      ParameterTensors parameters,
      Arithmetic arithmetic,
      Arenas arenas,
      Function<Operation.Stock, PlainOperation> stock) {
    this.processor = processor;
    this.graph = graph;
    this.scored = NormalizationFolding.apply(graph);
    this.parameters = parameters;
    this.arithmetic = arithmetic;
    this.arenas = arenas;
    this.stock = stock;
  }

  /** A program that computes loss and gradient of {@code batch} examples. */
  public TrainingProgram training(int batch) {
    try (Assembly assembly = new Assembly(processor, arithmetic, Purpose.TRAINING)) {
      DropoutMask.Noise noise = new DropoutMask.Noise();
      Branches branches = Branches.of(graph, noise);
      BatchInput input = input(assembly, graph, batch);
      Pass pass = new Pass(batch, true, input, noise, branches);
      List<Kernel> kernels = new ArrayList<>();
      List<Tensor> values = forward(assembly, graph, pass, kernels);
      assembly.at("loss");
      Tensor scores = assembly.floats(values.get(values.size() - 1));
      Tensor difference = assembly.tensor(scores.layout());
      LossStep loss =
          new LossStep(new ScoredLoss(graph.loss(), graph.classes()), scores, difference);
      if (graph.loss() instanceof Loss.Stock) {
        assembly.plainRoutine("loss", List.of(scores, difference), loss);
      } else {
        assembly.routine("loss", List.of(scores, difference), loss);
      }
      boolean whole = backward(assembly, kernels, branches, new Gradient(difference, true));
      return new TrainingProgram(
          assembly.build(arenas),
          input,
          loss,
          noiseSeed -> {
            noise.seed(noiseSeed);
            if (branches.draw() || !whole) {
              parameters.clearGradients();
            }
          });
    }
  }

  /** A program that computes the scores of {@code batch} examples. */
  public ScoringProgram scoring(int batch) {
    try (Assembly assembly = new Assembly(processor, arithmetic, Purpose.SCORING)) {
      BatchInput input = input(assembly, scored, batch);
      DropoutMask.Noise noise = new DropoutMask.Noise();
      Pass pass = new Pass(batch, false, input, noise, Branches.none(scored));
      List<Tensor> values = forward(assembly, scored, pass, new ArrayList<>());
      Tensor scores = assembly.floats(values.get(values.size() - 1));
      assembly.keep(scores);
      return new ScoringProgram(assembly.build(arenas), input, scores);
    }
  }

  /**
   * A program that moves the parameters with momentum against the gradient, of which weight decay
   * becomes a part.
   *
   * @param velocity where the momentum's velocity is; the caller keeps it alive
   * @param decay the coefficients of the arrays that decay
   */
  public DescentProgram descent(
      Pointer velocity, Momentum momentum, Map<ParameterBlock, Double> decay) {
    try (Assembly assembly = new Assembly(processor, arithmetic, Purpose.UPDATE)) {
      return DescentProgram.of(
          assembly, arenas, parameters, new FloatPointer(velocity), momentum, decay);
    }
  }

  private static BatchInput input(Assembly assembly, Graph computed, int batch) {
    assembly.at(computed.nodes().get(0).name());
    return new BatchInput(assembly, sides(batch, computed.input()));
  }

  private List<Tensor> forward(Assembly assembly, Graph computed, Pass pass, List<Kernel> kernels) {
    List<Tensor> values = new ArrayList<>();
    for (Node node : computed.nodes()) {
      assembly.at(node.name());
      assembly.onlyIf(pass.branches().computed(values.size()));
      List<Tensor> inputs = node.inputs().stream().map(values::get).toList();
      Kernel kernel = kernel(computed, node, pass, new DropoutMask(values.size(), pass.noise()));
      kernels.add(kernel);
      values.add(kernel.forward(assembly, inputs));
    }
    assembly.onlyIf(null);
    return values;
  }

  /** Records the way back, and returns whether it leads to all nodes that need a gradient. */
  private boolean backward(
      Assembly assembly, List<Kernel> kernels, Branches branches, Gradient scores) {
    List<Node> nodes = graph.nodes();
    List<Boolean> needed = needed();
    Gradients gradients = new Gradients(nodes.size());
    gradients.add(nodes.size() - 1, scores);
    boolean whole = true;
    for (int i = nodes.size() - 1; i > 0; i--) {
      Node node = nodes.get(i);
      assembly.at(node.name());
      if (!needed.get(i)) {
        continue;
      }
      List<Boolean> wanted = node.inputs().stream().map(needed::get).toList();
      int position = i;
      assembly.onlyIf(branches.computed(position));
      Optional<Gradient> above = gradients.take(assembly, i);
      whole &= above.isPresent();
      above
          .map(
              result -> {
                assembly.onlyIf(branches.passedOn(position));
                return kernels.get(position).backward(assembly, result, wanted);
              })
          .ifPresent(
              lower -> {
                for (int k = 0; k < wanted.size(); k++) {
                  if (wanted.get(k)) {
                    int input = node.inputs().get(k);
                    gradients.add(
                        input, branches.contribution(assembly, position, input, lower.get(k)));
                  }
                }
              });
    }
    assembly.onlyIf(null);
    return whole;
  }

  /** For each value, whether parameters are behind it. */
  private List<Boolean> needed() {
    List<Boolean> needed = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Operation operation = node.operation();
      boolean trained =
          operation instanceof Operation.Dense
              || operation instanceof Operation.Convolution
              || (operation instanceof Operation.StockVertex v && v.trained())
              || (operation instanceof Operation.BatchNormalization b && b.trained());
      needed.add(trained || node.inputs().stream().anyMatch(needed::get));
    }
    return needed;
  }

  /** What the kernels of one program share. */
  private record Pass(
      int batch, boolean training, BatchInput input, DropoutMask.Noise noise, Branches branches) {}

  private Kernel kernel(Graph computed, Node node, Pass pass, DropoutMask mask) {
    int batch = pass.batch();
    boolean training = pass.training();
    long[] sides = sides(batch, node.shape());
    Operation operation = node.operation();
    if (operation instanceof Operation.Input) {
      return new InputKernel(pass.input().values());
    }
    Shape inputShape = computed.nodes().get(node.inputs().get(0)).shape();
    if (operation instanceof Operation.Convolution convolution) {
      return convolution(convolution, null, sides(batch, inputShape), sides);
    } else if (operation instanceof Operation.NormalizedConvolution both) {
      return convolution(both.convolution(), both.normalization(), sides(batch, inputShape), sides);
    } else if (operation instanceof Operation.Dense dense) {
      return new DenseKernel(
          dense, node.shape().channels(), parameters, resultType(computed, node));
    } else if (operation instanceof Operation.BatchNormalization normalization) {
      return new BatchNormalizationKernel(normalization, parameters, training);
    } else if (operation instanceof Operation.Elementwise elementwise) {
      return new ElementwiseKernel(elementwise.function());
    } else if (operation instanceof Operation.MaxPooling pooling) {
      return PoolingKernel.max(pooling.window(), sides, training);
    } else if (operation instanceof Operation.AveragePooling pooling) {
      return PoolingKernel.average(pooling, sides, training);
    } else if (operation instanceof Operation.LocalResponseNormalization normalization) {
      return new LocalResponseNormalizationKernel(normalization);
    } else if (operation instanceof Operation.Dropout dropout) {
      return training ? new DropoutKernel(dropout.keep(), mask) : new SumKernel(List.of(1.0));
    } else if (operation instanceof Operation.BranchDropout dropout) {
      return training
          ? new BranchDropoutKernel(dropout, pass.branches().endingAt(mask.operation()))
          : new SumKernel(List.of(dropout.factor()));
    } else if (operation instanceof Operation.Concatenation) {
      return new ConcatenationKernel(sides);
    } else if (operation instanceof Operation.Sum sum) {
      return new SumKernel(sum.factors());
    } else if (operation instanceof Operation.Product) {
      return new ProductKernel();
    } else if (operation instanceof Operation.Reshape) {
      return new ReshapeKernel(sides);
    } else if (operation instanceof Operation.Softmax) {
      return new SoftmaxKernel();
    } else if (operation instanceof Operation.ZeroPadding padding) {
      return new ZeroPaddingKernel(padding, sides);
    } else if (operation instanceof Operation.Stock foreign) {
      return new PlainKernel(
          stock.apply(foreign), sides, training, mask, resultType(computed, node));
    }
    throw new IllegalStateException("no kernel for " + operation);
  }

  /** What the result of {@code node} is kept as: scores always keep the precision of their sums. */
  private ValueType resultType(Graph computed, Node node) {
    boolean scores = node.equals(computed.nodes().get(computed.nodes().size() - 1));
    return scores ? ValueType.FLOAT32 : arithmetic.activations();
  }

  private Kernel convolution(
      Operation.Convolution convolution,
      Operation.@Nullable BatchNormalization folded,
      long[] inputSides,
      long[] sides) {
    return new ConvolutionKernel(
        convolution, folded, inputSides, sides, parameters, arithmetic.algorithm());
  }

  private static long[] sides(int batch, Shape shape) {
    return new long[] {batch, shape.channels(), shape.height(), shape.width()};
  }
}
