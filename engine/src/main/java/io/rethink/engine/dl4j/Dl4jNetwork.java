package io.rethink.engine.dl4j;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two DL4J graphs over one parameter vector: one for training, and one that ends before the output
 * layer's activation, for scores.
 */
final class Dl4jNetwork implements Network {

  private final ComputationGraph training;
  private final ObservedLoss loss;
  private final ComputationGraph scoring;
  private final BaseOutputLayer output;
  private final InputShape input;
  private final Parameters parameters;
  private final INDArray gradient;
  private final List<ParameterBlock> statistics;
  private final DroppedBranches branches;
  private final int classes;
  private int correct;

  Dl4jNetwork(
      ComputationGraph training,
      ObservedLoss loss,
      ComputationGraph scoring,
      BaseOutputLayer output,
      InputShape input) {
    this.training = training;
    this.loss = loss;
    this.scoring = scoring;
    this.output = output;
    this.input = input;
    this.parameters = new Parameters(row(training.params()), ParameterLayout.of(training));
    this.gradient = row(training.getFlattenedGradients());
    this.statistics = parameters.blocks(Role.STATISTIC).toList();
    this.branches = DroppedBranches.of(training.getConfiguration(), statistics);
    this.classes = Math.toIntExact(output.getNOut());
  }

  private static INDArray row(INDArray vector) {
    return vector.reshape(1, vector.length());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public INDArray gradient() {
    return gradient;
  }

  @Override
  public double train(Batch batch, long noiseSeed) {
    Nd4j.getRandom().setSeed(noiseSeed);
    training.setInputs(inputs(batch));
    training.setLabels(PlainArrays.targets(batch, classes));
    training.computeGradientAndScore();
    correct = loss.correct(batch);
    branches.keepStatistics(gradient);
    StatisticChanges.settle(statistics, parameters.vector(), gradient);
    // DL4J leaves the division of the summed gradient to its updaters, which Rethink does not use.
    gradient.divi(batch.size());
    return PlainArrays.areFinite(gradient) ? training.score() : Double.NaN;
  }

  @Override
  public int correct() {
    return correct;
  }

  @Override
  public double evaluate(Batch batch, float[] scores) {
    INDArray preOutput = scoring.outputSingle(inputs(batch));
    System.arraycopy(PlainArrays.values(preOutput), 0, scores, 0, batch.size() * classes);
    if (!PlainArrays.areFinite(preOutput)) {
      return Double.NaN;
    }
    return output
        .getLossFn()
        .computeScore(
            PlainArrays.targets(batch, classes), preOutput, output.getActivationFn(), null, true);
  }

  private INDArray inputs(Batch batch) {
    batch.unpack();
    float[] values = Arrays.copyOf(batch.inputs(), batch.size() * input.size());
    return PlainArrays.of(values, input.inputType(), batch.size());
  }

  @Override
  public void close() {
    // The scoring graph owns nothing: its parameters are the training graph's.
    training.close();
  }
}
