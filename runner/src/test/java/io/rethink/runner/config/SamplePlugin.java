package io.rethink.runner.config;

import io.rethink.api.Contributions;
import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Plugin;
import io.rethink.api.Progress;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.data.Split;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.TrainedNetwork;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.FittedModel;
import io.rethink.api.model.Model;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import io.rethink.api.regularization.Regularizer;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Extensions that do nothing, with options of every kind. */
public final class SamplePlugin implements Plugin {

  @Override
  public void contribute(Contributions to) {
    to.dataset("folder", Folder.class, Folder.FolderOptions.class);
    to.dataset("toy", Toy.class, Toy.ToyOptions.class);
    to.corruption("random-labels", RandomLabels.class, RandomLabels.RandomLabelsOptions.class);
    to.corruption("blur", Blur.class, Blur.BlurOptions.class);
    to.model("mlp", Mlp.class, Mlp.MlpOptions.class);
    to.model("linear", Linear.class, Linear.LinearOptions.class);
    to.closedFormModel("interpolant", Interpolant.class, Interpolant.InterpolantOptions.class);
    to.regularizer("weight-decay", WeightDecay.class, WeightDecay.WeightDecayOptions.class);
    to.optimizer("sgd", Sgd.class, Sgd.SgdOptions.class);
    to.optimizer("adam", Adam.class, Adam.AdamOptions.class);
    to.measure("margins", Margins.class, Margins.MarginsOptions.class);
  }

  abstract static class NoDataset implements Dataset {
    @Override
    public Examples train() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Examples test() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> classNames() {
      return List.of();
    }

    @Override
    public String digest() {
      return "";
    }
  }

  @Description("Images in a folder.")
  public static final class Folder extends NoDataset {
    public record FolderOptions(
        @Description("Where the images are.") Path path,
        @Size(min = 1, max = 3) @Default("[red]") List<@NotBlank String> channels) {}

    @Inject
    public Folder() {}
  }

  @Description("No images.")
  public static final class Toy extends NoDataset {
    public record ToyOptions() {}

    @Inject
    public Toy() {}
  }

  abstract static class NoCorruption implements Corruption {
    @Override
    public Examples corrupt(Examples examples, Split split) {
      return examples;
    }
  }

  @Description("Replaces labels.")
  public static final class RandomLabels extends NoCorruption {
    public record RandomLabelsOptions(
        @Description("How many labels are replaced.") @Default("1.0") @Min(0) @Max(1)
            double probability,
        @Nullable Long stream) {}

    @Inject
    public RandomLabels() {}
  }

  @Description("Blurs.")
  public static final class Blur extends NoCorruption {
    public record Kernel(@Positive int width, @Positive int height) {
      public Kernel {
        if (width % 2 == 0 || height % 2 == 0) {
          throw new IllegalArgumentException("the sides must be odd");
        }
      }
    }

    public record BlurOptions(Kernel kernel, @Default("[]") List<Kernel> more) {}

    @Inject
    public Blur() {}
  }

  abstract static class NoModel implements Model {
    @Override
    public ComputationGraphConfiguration configure(InputShape input, int classes) {
      throw new UnsupportedOperationException();
    }
  }

  @Description("A multilayer perceptron.")
  public static final class Mlp extends NoModel {
    public enum Activation {
      @Description("max(x, 0)")
      RELU,
      LEAKY_RELU,
      TANH
    }

    public record MlpOptions(
        @Default("[512]") @NotEmpty List<@Positive Integer> widths,
        @Default("relu") Activation activation,
        @Default("[]") List<Activation> others) {}

    @Inject
    public Mlp() {}
  }

  @Description("A linear model.")
  public static final class Linear extends NoModel {
    public record LinearOptions() {}

    @Inject
    public Linear() {}
  }

  @Description("A model in closed form.")
  public static final class Interpolant implements ClosedFormModel {
    public record InterpolantOptions(@Default("0") @PositiveOrZero double jitter) {}

    @Inject
    public Interpolant() {}

    @Override
    public FittedModel fit(Examples train, Progress progress) {
      throw new UnsupportedOperationException();
    }
  }

  @Description("Weight decay.")
  public static final class WeightDecay implements Regularizer {
    public record WeightDecayOptions(
        @Description("The factor.") @PositiveOrZero double coefficient,
        @Nullable @Pattern(regexp = "[a-z]+") String layer) {}

    @Inject
    public WeightDecay() {}
  }

  abstract static class NoOptimizer implements Optimizer {
    @Override
    public void step(Objective objective) {}

    @Override
    public Map<String, INDArray> state() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, INDArray> state) {}
  }

  @Description("Stochastic gradient descent.")
  public static final class Sgd extends NoOptimizer {
    public record SgdOptions(
        @Description("The step's length.") @Positive double learningRate,
        @Default("0.9") @PositiveOrZero @DecimalMax(value = "1", inclusive = false) double momentum,
        @Default("false") boolean nesterov,
        @Default("{ type = constant }") Schedule schedule) {}

    @Inject
    public Sgd() {}
  }

  @Description("Adam.")
  public static final class Adam extends NoOptimizer {
    public record AdamOptions(@Default("0.001") @Positive double learningRate) {}

    @Inject
    public Adam() {}
  }

  @Description("Margins.")
  public static final class Margins implements Measure {
    public record MarginsOptions(@Default("10") @Positive int bins) {}

    @Inject
    public Margins() {}

    @Override
    public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {}
  }
}
