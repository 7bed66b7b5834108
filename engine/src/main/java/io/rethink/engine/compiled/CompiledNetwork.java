package io.rethink.engine.compiled;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.program.Arenas;
import io.rethink.engine.compiled.program.Arithmetic;
import io.rethink.engine.compiled.program.Compiler;
import io.rethink.engine.compiled.program.ParameterTensors;
import io.rethink.engine.compiled.program.ScoredLoss;
import io.rethink.engine.compiled.program.ScoringProgram;
import io.rethink.engine.compiled.program.StepDescription;
import io.rethink.engine.compiled.program.TrainingProgram;
import io.rethink.engine.compiled.stock.StockOperations;
import io.rethink.engine.dl4j.ParameterLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network that runs as programs, one for each batch size that it has met. The parameter vector is
 * that of the DL4J graph that initialized it.
 */
public final class CompiledNetwork implements Network {

  private static final Logger LOG = LoggerFactory.getLogger(CompiledNetwork.class);

  private final Graph graph;
  private final ComputationGraph owner;
  private final Parameters parameters;
  private final INDArray gradient;
  private final Processor processor = new Processor();
  private final Arenas arenas = new Arenas();
  private final Compiler compiler;
  private final Descent descent;
  private final Map<Integer, TrainingProgram> training = new HashMap<>();
  private final Map<Integer, ScoringProgram> scoring = new HashMap<>();
  private final @Nullable StockCost stockCost;
  private int correct;
  private boolean closed;

  CompiledNetwork(Graph graph, ComputationGraph owner, Arithmetic arithmetic) {
    this.graph = graph;
    this.owner = owner;
    INDArray vector = owner.params();
    List<ParameterBlock> blocks = ParameterLayout.of(owner);
    this.parameters = new Parameters(vector.reshape(1, vector.length()), blocks);
    this.gradient = Nd4j.create(vector.dataType(), 1, vector.length());
    this.compiler =
        new Compiler(
            processor,
            graph,
            new ParameterTensors(parameters.vector(), gradient, blocks),
            arithmetic,
            arenas,
            new StockOperations(owner, blocks, parameters.vector(), gradient));
    this.descent = new Descent(compiler);
    this.stockCost = StockCost.of(graph);
    if (stockCost != null) {
      LOG.warn("{}.", stockCost.parts());
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int classes() {
    return graph.classes();
  }

  @Override
  public INDArray gradient() {
    return gradient;
  }

  @Override
  public void prepare(int trainingBatch, int scoringBatch) {
    boolean alone = arenas.bytes() == 0;
    long step = trainingProgram(trainingBatch).program().bytes();
    long evaluation = scoringProgram(scoringBatch).program().bytes();
    if (alone && evaluation > step) {
      // Made anew, the training program works in the memory of the larger one.
      training.remove(trainingBatch).close();
      arenas.keepLargest();
      trainingProgram(trainingBatch);
    }
    LOG.info(
        "The network's programs work in {} MB: {} a training step, {} an evaluation.",
        memory() >> 20,
        step >> 20,
        evaluation >> 20);
  }

  /** Bytes that the programs work in, one after the other. */
  long memory() {
    return arenas.bytes();
  }

  @Override
  public double train(Batch batch, long noiseSeed) {
    TrainingProgram program = trainingProgram(batch.size());
    ScoredLoss loss =
        stockCost == null || stockCost.isKnown()
            ? program.run(batch, noiseSeed)
            : measured(program, stockCost, batch, noiseSeed);
    correct = loss.correct();
    return loss.mean();
  }

  private static ScoredLoss measured(
      TrainingProgram program, StockCost cost, Batch batch, long noiseSeed) {
    List<StepDescription> steps = program.program().steps();
    long[] nanoseconds = new long[steps.size()];
    ScoredLoss loss = program.profile(batch, noiseSeed, nanoseconds);
    cost.add(steps, nanoseconds).ifPresent(LOG::warn);
    return loss;
  }

  @Override
  public void descend(
      INDArray velocity, Momentum momentum, double rate, Map<ParameterBlock, Double> decay) {
    requireOpen();
    if (velocity.length() != gradient.length() || velocity.dataType() != gradient.dataType()) {
      throw new IllegalArgumentException(
          "a velocity of %d values of type %s for %d parameters of type %s"
              .formatted(
                  velocity.length(), velocity.dataType(), gradient.length(), gradient.dataType()));
    }
    if (velocity.stride(velocity.rank() - 1) != 1) {
      throw new IllegalArgumentException("a velocity whose values do not lie side by side");
    }
    descent.step(velocity, momentum, rate, decay);
  }

  @Override
  public int correct() {
    return correct;
  }

  @Override
  public double evaluate(Batch batch, float[] scores) {
    scoringProgram(batch.size()).run(batch, scores);
    ScoredLoss loss = new ScoredLoss(graph.loss(), graph.classes());
    loss.compute(scores.clone(), batch);
    return loss.mean();
  }

  private TrainingProgram trainingProgram(int batchSize) {
    requireOpen();
    return training.computeIfAbsent(batchSize, compiler::training);
  }

  private ScoringProgram scoringProgram(int batchSize) {
    requireOpen();
    return scoring.computeIfAbsent(batchSize, compiler::scoring);
  }

  /** Native code would compute with what no longer exists. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
  }

  /** The training program for {@code batchSize} examples as a table: what it does, and how fast. */
  public Explanation explain(int batchSize) {
    return Explanation.of(trainingProgram(batchSize), graph, batchSize);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    descent.close();
    training.values().forEach(TrainingProgram::close);
    scoring.values().forEach(ScoringProgram::close);
    training.clear();
    scoring.clear();
    arenas.close();
    processor.close();
    gradient.close();
    owner.close();
  }
}
