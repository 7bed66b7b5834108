package io.rethink.runner.cli;

import io.rethink.runner.catalog.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run of about a second that has everything whose state could be lost: an augmentation (from a
 * plugin jar), dropout, momentum, a schedule, early stopping and a measure, with checkpoints as
 * often as they can be written.
 */
public final class SmallExperiment {

  public static final String NAME = "small";

  private static final String TEXT =
      """
      name = small
      dataset { type = digits }
      corruptions = [ { type = random-labels, probability = 0.2 } ]
      model { type = mlp, widths = [32] }
      regularizers = [
        shift
        { type = dropout, rate = 0.2 }
        { type = weight-decay, coefficient = 1e-4 }
        { type = early-stopping, patience = 30 }
      ]
      optimizer { type = sgd, learning-rate = 0.05, schedule { type = exponential, rate = 0.9 } }
      training { epochs = 16, batch-size = 32, log-every = 7, checkpoint-every = 10 ms }
      measures = [ { type = norms, every = 3 } ]
      """;

  private SmallExperiment() {}

  /** Writes {@code small.conf} and {@code plugins/shift.jar} to a folder. */
  public static void write(Path folder, String more) throws IOException {
    Files.writeString(folder.resolve("small.conf"), TEXT + more);
    writePlugin(folder, "0.05");
  }

  /** Writes the plugin, whose augmentation moves all values of an image by a random number. */
  static void writePlugin(Path folder, String scale) throws IOException {
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    new PluginJar()
        .plugin("Shifting", "to.regularizer(\"shift\", Shift.class, Shift.Config.class);")
        .source(
            "p.Shift",
            """
            package p;
            public final class Shift implements io.rethink.api.regularization.Augmentation {
              public record Config() {}
              @jakarta.inject.Inject public Shift(Config config) {}
              @Override public void augment(
                  float[] source, float[] target, io.rethink.api.data.InputShape shape,
                  java.util.random.RandomGenerator random) {
                float shift = (float) (%s * random.nextGaussian());
                for (int i = 0; i < source.length; i++) {
                  target[i] = source[i] * (1 + shift);
                }
              }
            }
            """
                .formatted(scale))
        .write(plugins.resolve("shift.jar"));
  }
}
