package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rethink.api.UserException;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.Precision;
import io.rethink.engine.compiled.program.StepDescription;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** Programs that multiply bfloat16 by the CPU's own instructions. */
class Bfloat16Test extends Bfloat16Contract {

  Bfloat16Test() {
    super(ValueType.BFLOAT16);
  }

  @Test
  void explanationNamesTheTypeAndTheCpusOwnKernels() throws Exception {
    try (CompiledNetwork network = compile(Networks.inception(true, 1), Networks.CROPPED)) {
      List<StepDescription> steps = network.explain(2).steps();
      assertThat(steps).noneMatch(step -> step.implementation().contains("ref"));
      assertThat(steps)
          .filteredOn(step -> step.operation().equals("convolution"))
          .hasSize(19)
          .allSatisfy(
              step -> {
                assertThat(step.implementation()).contains("avx512_core_bf16");
                assertThat(step.layouts().get(0)).endsWith(":bf16");
              });
      assertThat(steps)
          .filteredOn(step -> step.operation().equals("convolution backward weights"))
          .allSatisfy(step -> assertThat(step.layouts().get(2)).doesNotContain("bf16"));
    }
  }

  @Test
  void aNetworkThatCannotBeCompiledIsRefused() {
    assumeTrue(Processor.isSupported() && Processor.hasBfloat16(), "the CPU has no bfloat16");
    ComputationGraphConfiguration configuration =
        Networks.builder(LayerKindsTest.IMAGE)
            .addLayer("dense", new DenseLayer.Builder().nOut(Networks.CLASSES).build(), "input")
            .addLayer(
                "output",
                new CenterLossOutputLayer.Builder()
                    .nOut(Networks.CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "dense")
            .build();
    assertThatThrownBy(
            () ->
                new CompiledEngine(ConvolutionAlgorithm.AUTO, Precision.BFLOAT16)
                    .build(configuration, LayerKindsTest.IMAGE, 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "engine.precision = bfloat16 is for compiled networks, and the compiled engine does not"
                + " know that the output layer 'output' is no OutputLayer; set engine.precision ="
                + " float32");
  }
}
