package io.rethink.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values that {@code src/test/python/networks.py} makes, from a name and an index alone. */
final class PseudoRandom {

  private PseudoRandom() {}

  /** Values in [-1, 1). */
  static float[] noise(String name, int length) {
    CRC32 start = new CRC32();
    start.update(name.getBytes(UTF_8));
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      int h = (int) start.getValue() + i * 0x9E3779B9;
      h = (h ^ (h >>> 16)) * 0x85EBCA6B;
      h = (h ^ (h >>> 13)) * 0xC2B2AE35;
      h ^= h >>> 16;
      values[i] = (h >>> 8) / (float) (1 << 23) - 1;
    }
    return values;
  }

  /** Sets every parameter and running statistic of {@code network}. */
  static void fill(ComputationGraph network) {
    network
        .paramTable()
        .forEach(
            (key, array) -> {
              int split = key.lastIndexOf('_');
              fill(array, key.substring(0, split), key.substring(split + 1));
            });
  }

  private static void fill(INDArray array, String layer, String parameter) {
    boolean logarithmic = parameter.equals("log10stdev");
    float[] noise = noise(layer + "/" + (logarithmic ? "var" : parameter), (int) array.length());
    long[] shape = array.shape();
    double inputs = shape.length == 4 ? shape[1] * shape[2] * shape[3] : shape[0];
    for (int i = 0; i < noise.length; i++) {
      double u = noise[i];
      noise[i] =
          (float)
              switch (parameter) {
                case "W" -> Math.sqrt(6 / inputs) * u;
                case "b", "beta", "mean" -> 0.1 * u;
                case "gamma" -> 1 + 0.1 * u;
                case "log10stdev" -> Math.log10(1 + 0.5 * u) / 2;
                default -> throw new AssertionError(parameter);
              };
    }
    char order = shape.length == 4 ? 'c' : 'f';
    array.assign(Nd4j.createFromArray(noise).reshape(order, shape));
  }
}
