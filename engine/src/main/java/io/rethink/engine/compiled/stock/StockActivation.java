package io.rethink.engine.compiled.stock;

import io.rethink.engine.compiled.program.PlainOperation;
import io.rethink.engine.dl4j.PlainArrays;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An activation function, as DL4J computes it. */
final class StockActivation implements PlainOperation {

  private final IActivation activation;
  private final InputType type;
  private @Nullable INDArray input;

  /**
   * An activation function.
   *
   * @param type what DL4J takes its values for
   */
  StockActivation(IActivation activation, InputType type) {
    this.activation = activation;
    this.type = type;
  }

  @Override
  public String name() {
    return activation.getClass().getSimpleName();
  }

  @Override
  public float[] forward(List<float[]> inputs, int batch, boolean training, long noiseSeed) {
    Nd4j.getRandom().setSeed(noiseSeed);
    INDArray given = PlainArrays.of(inputs.get(0), type, batch);
    // Activation functions write to what they are given.
    input = training ? given.dup() : null;
    return PlainArrays.values(activation.getActivation(given, training));
  }

  @Override
  public List<float[]> backward(float[] gradient) {
    INDArray given = input;
    if (given == null) {
      throw new IllegalStateException("there was no pass forward in training");
    }
    INDArray upper = Nd4j.create(gradient, given.shape(), 'c');
    input = null;
    return List.of(PlainArrays.values(activation.backprop(given, upper).getFirst()));
  }
}
