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
  private final int classes;

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
  public INDArray gradient() {
    return gradient;
  }

  @Override
  public double train(Batch batch, long noiseSeed) {
    Nd4j.getRandom().setSeed(noiseSeed);
    training.setInputs(inputs(batch));
    training.setLabels(oneHot(batch));
    training.computeGradientAndScore();
    settleStatistics();
    // DL4J leaves the division of the summed gradient to its updaters, which Rethink does not use.
    gradient.divi(batch.size());
    return finite(gradient) ? training.score() : Double.NaN;
  }

  @Override
  public int correct() {
    return loss.correct();
  }

  /** DL4J clips what is no number out of probabilities, and so gives a finite loss for it. */
  private static boolean finite(INDArray values) {
    return Double.isFinite(values.sumNumber().doubleValue());
  }

  /** DL4J passes the change of a running statistic as its gradient; here it is applied at once. */
  private void settleStatistics() {
    for (ParameterBlock statistic : statistics) {
      INDArray change = statistic.slice(gradient);
      statistic.slice(parameters.vector()).subi(change);
      change.assign(0);
    }
  }

  @Override
  public double evaluate(Batch batch, float[] scores) {
    INDArray preOutput = scoring.outputSingle(inputs(batch));
    float[] values = preOutput.dup('c').data().asFloat();
    System.arraycopy(values, 0, scores, 0, batch.size() * classes);
    if (!finite(preOutput)) {
      return Double.NaN;
    }
    return output
        .getLossFn()
        .computeScore(oneHot(batch), preOutput, output.getActivationFn(), null, true);
  }

  private INDArray inputs(Batch batch) {
    float[] values = Arrays.copyOf(batch.inputs(), batch.size() * input.size());
    return input.isVector()
        ? Nd4j.create(values, new long[] {batch.size(), input.channels()}, 'c')
        : Nd4j.create(
            values,
            new long[] {batch.size(), input.channels(), input.height(), input.width()},
            'c');
  }

  private INDArray oneHot(Batch batch) {
    float[] values = new float[batch.size() * classes];
    for (int i = 0; i < batch.size(); i++) {
      values[i * classes + batch.labels()[i]] = 1;
    }
    return Nd4j.create(values, new long[] {batch.size(), classes}, 'c');
  }

  @Override
  public void close() {
    // The scoring graph owns nothing: its parameters are the training graph's.
    training.close();
  }
}
