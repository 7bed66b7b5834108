package io.rethink.engine.compiled.stock;

import io.rethink.engine.compiled.program.PlainOperation;
import io.rethink.engine.dl4j.PlainArrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A function of each value, as DL4J computes it. */
final class StockActivation implements PlainOperation {

  private final IActivation activation;
  private @Nullable INDArray input;

  StockActivation(IActivation activation) {
    this.activation = activation;
  }

  @Override
  public String name() {
    return activation.getClass().getSimpleName();
  }

  @Override
  public float[] forward(List<float[]> inputs, int batch, boolean training, long noiseSeed) {
    Nd4j.getRandom().setSeed(noiseSeed);
    float[] values = inputs.get(0);
    INDArray given = Nd4j.create(values, new long[] {batch, values.length / batch}, 'c');
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
