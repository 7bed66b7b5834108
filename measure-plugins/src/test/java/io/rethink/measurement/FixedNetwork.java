package io.rethink.measurement;

import io.rethink.api.data.Examples;
import io.rethink.api.measurement.TrainedNetwork;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** A network with given parameters, and given scores for each set of examples. */
record FixedNetwork(
    Parameters parameters, Parameters initialParameters, Map<Examples, List<float[]>> scores)
    implements TrainedNetwork {

  /**
   * A convolution [2, 3, 2, 2] with biases and statistics, and a dense layer [3, 4] with biases.
   */
  static Parameters convolutionAndDense(float[][] kernels, float[][] dense) {
    float[] flat = new float[2 + 24 + 2 + 12 + 4];
    flat[0] = 100;
    flat[26] = 200;
    flat[40] = 300;
    for (int row = 0; row < 2; row++) {
      System.arraycopy(kernels[row], 0, flat, 2 + 12 * row, 12);
    }
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        flat[28 + 3 * column + row] = dense[row][column];
      }
    }
    return new Parameters(
        Nd4j.createFromArray(new float[][] {flat}),
        List.of(
            new ParameterBlock("conv", "b", Role.BIAS, 0, List.of(1L, 2L), 'c'),
            new ParameterBlock("conv", "W", Role.WEIGHT, 2, List.of(2L, 3L, 2L, 2L), 'c'),
            new ParameterBlock("conv", "mean", Role.STATISTIC, 26, List.of(1L, 2L), 'c'),
            new ParameterBlock("dense", "W", Role.WEIGHT, 28, List.of(3L, 4L), 'f'),
            new ParameterBlock("dense", "b", Role.BIAS, 40, List.of(1L, 4L), 'c')));
  }

  static FixedNetwork with(Parameters parameters, Parameters initial) {
    return new FixedNetwork(parameters, initial, Map.of());
  }

  static FixedNetwork scoring(Map<Examples, List<float[]>> scores) {
    Parameters parameters = convolutionAndDense(Noise.matrix(2, 12), Noise.matrix(3, 4));
    return new FixedNetwork(parameters, parameters, scores);
  }

  @Override
  public void score(Examples examples, ScoreVisitor visitor) {
    List<float[]> all = scores.getOrDefault(examples, List.of());
    float[] reused = new float[examples.classes()];
    for (int i = 0; i < all.size(); i++) {
      System.arraycopy(all.get(i), 0, reused, 0, reused.length);
      visitor.visit(i, reused);
    }
  }
}
