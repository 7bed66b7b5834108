package io.rethink.engine;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Momentum;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network in training. All calls come from one thread, the one that built it: native thread teams
 * and random generators belong to a thread.
 */
public interface Network extends AutoCloseable {

  /** The parameters, live: what is written to the vector is what the network computes with. */
  Parameters parameters();

  /** How many classes it gives scores for. */
  int classes();

  /**
   * The gradient of the last {@link #train}, {@code [1, n]}; 0 for running statistics and frozen
   * layers.
   */
  INDArray gradient();

  /**
   * Makes what batches of these sizes will need, so that what does not fit is refused at once;
   * other sizes are possible all the same.
   *
   * @param training number of examples in a batch of {@link #train}
   * @param scoring number of examples in a batch of {@link #evaluate}
   * @throws io.rethink.api.UserException if the machine has too little memory
   */
  default void prepare(int training, int scoring) {}

  /**
   * Computes the mean loss of a batch in training mode and its gradient, and updates running
   * statistics.
   *
   * @param noiseSeed of what is random in the pass (dropout), not 0: the same seed gives the same
   *     masks
   * @return the mean loss, without penalties; it may be infinite or not a number
   */
  double train(Batch batch, long noiseSeed);

  /**
   * Moves the parameters with momentum against the gradient, of which weight decay becomes a part.
   * What {@link #gradient} is afterwards is undefined.
   *
   * @param velocity the momentum's, {@code [1, n]} of the parameters' type, read and written
   * @param decay what parameter arrays are multiplied with before they are added to the gradient;
   *     the others do not decay
   */
  default void descend(
      INDArray velocity, Momentum momentum, double rate, Map<ParameterBlock, Double> decay) {
    INDArray vector = parameters().vector();
    Level1 blas = Nd4j.getBlasWrapper().level1();
    decay.forEach(
        (block, coefficient) ->
            blas.axpy(block.length(), coefficient, block.slice(vector), block.slice(gradient())));
    momentum.descend(vector, gradient(), velocity, rate);
  }

  /** How many examples of the last batch in {@link #train} had their label's score on top. */
  int correct();

  /**
   * Computes the mean loss of a batch in inference mode: no dropout, running statistics.
   *
   * @param scores where the activations of the output layer before its softmax go, {@code
   *     [batch.size(), classes]} in row-major order
   * @return the mean loss, without penalties
   */
  double evaluate(Batch batch, float[] scores);

  @Override
  void close();
}
