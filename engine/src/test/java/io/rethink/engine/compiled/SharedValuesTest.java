package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of values that several layers read, against stock DL4J in double precision. */
class SharedValuesTest {

  private static final double TOLERANCE = 1e-5;
  static final InputShape IMAGE = new InputShape(3, 9, 7);
  static final InputShape VECTOR = InputShape.vector(7);

  static Stream<Arguments> networks() {
    GraphBuilder shortcut = stem(16).addLayer("shortcut", Networks.convolution(16, 1, 1), "stem");
    return Stream.of(
        named("a 3x3 and a 1x1 convolution", readers(16, 3, 1)),
        named("a 1x1 and a 3x3 convolution", readers(16, 1, 3)),
        named("two 1x1 convolutions", readers(16, 1, 1)),
        named("three 1x1 convolutions of odd channels", readers(5, 1, 1, 1)),
        named("two 3x3 and two 1x1 convolutions", readers(32, 3, 1, 3, 1)),
        named("two 3x3 convolutions of odd channels", readers(7, 3, 3)),
        named("the sum itself and a 1x1 convolution", residual(16, 1)),
        named("the sum itself, of odd channels, and a 1x1 convolution", residual(6, 1)),
        named("the sum itself, a 1x1 and a 3x3 convolution", residual(16, 1, 3)),
        named("a 1x1 convolution of one pixel and a dense layer", onePixel()),
        named("the sum itself and a batch normalization", normalized(stem(16), "stem")),
        named("a 1x1 convolution and a batch normalization", normalized(shortcut, "shortcut")));
  }

  private static Arguments named(String name, ComputationGraphConfiguration configuration) {
    return Arguments.of(Named.of(name, configuration));
  }

  /** Convolutions of the given widths that read one value, and are added up. */
  private static ComputationGraphConfiguration readers(int channels, int... kernels) {
    return joined(stem(channels), channels, kernels, new String[kernels.length]);
  }

  /** As {@link #readers}, with the value itself among the terms. */
  private static ComputationGraphConfiguration residual(int channels, int... kernels) {
    String[] terms = new String[kernels.length + 1];
    terms[kernels.length] = "stem";
    return joined(stem(channels), channels, kernels, terms);
  }

  /** A pixel that is read both as an image and as a vector. */
  private static ComputationGraphConfiguration onePixel() {
    SubsamplingLayer all =
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
            .kernelSize(IMAGE.height(), IMAGE.width())
            .stride(1, 1)
            .convolutionMode(ConvolutionMode.Truncate)
            .build();
    return stem(16)
        .addLayer("pixel", all, "stem")
        .addLayer("convolution", Networks.convolution(7, 1, 1), "pixel")
        .addLayer("one", new DenseLayer.Builder().nOut(8).build(), "convolution")
        .addLayer("other", new DenseLayer.Builder().nOut(8).build(), "pixel")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "one", "other")
        .addLayer("output", Networks.output(), "sum")
        .build();
  }

  /** Biases of a convolution that batch normalization takes back in one of two terms. */
  private static ComputationGraphConfiguration normalized(GraphBuilder stem, String other) {
    return stem.addLayer("norm", new BatchNormalization.Builder().build(), "stem")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", other)
        .addLayer("output", Networks.output(), "sum")
        .build();
  }

  private static GraphBuilder stem(int channels) {
    return Networks.builder(IMAGE).addLayer("stem", Networks.convolution(channels, 3, 1), "input");
  }

  private static ComputationGraphConfiguration joined(
      GraphBuilder graph, int channels, int[] kernels, String[] terms) {
    for (int i = 0; i < kernels.length; i++) {
      terms[i] = "reader" + i;
      graph.addLayer(terms[i], Networks.convolution(channels, kernels[i], 1), "stem");
    }
    return graph
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), terms)
        .addLayer("output", Networks.output(), "sum")
        .build();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossAndGradientAreThoseOfStockDl4jInDouble(ComputationGraphConfiguration configuration)
      throws Exception {
    Errors errors = Errors.of(configuration, IMAGE, 3, 6, 1);
    assertThat(errors.loss()).isLessThan(TOLERANCE);
    assertThat(errors.gradient()).isLessThan(TOLERANCE);
  }

  static Stream<Arguments> networksOfVectors() {
    GraphVertex sum = new ElementWiseVertex(ElementWiseVertex.Op.Add);
    GraphVertex product = new ElementWiseVertex(ElementWiseVertex.Op.Product);
    return Stream.of(
        named("merge of the input and a dense layer", vectors(new MergeVertex(), "input", "dense")),
        named("merge of a dense layer and the input", vectors(new MergeVertex(), "dense", "input")),
        named("merge of a dense layer and its norm", vectors(new MergeVertex(), "dense", "norm")),
        named("merge of the input and a norm", vectors(new MergeVertex(), "input", "norm")),
        named("sum of a dense layer and its norm", vectors(sum, "dense", "norm")),
        named("sum of a norm and the input", vectors(sum, "norm", "input")),
        named("product of the input and a dense layer", vectors(product, "input", "dense")),
        named("product of a dense layer and its norm", vectors(product, "dense", "norm")));
  }

  /** Vectors that are joined, and added to those of a dense layer, as they are and normalized. */
  private static ComputationGraphConfiguration vectors(
      GraphVertex vertex, String one, String other) {
    int joined = vertex instanceof MergeVertex ? 2 * VECTOR.size() : VECTOR.size();
    return Networks.builder(VECTOR)
        .addLayer("dense", new DenseLayer.Builder().nOut(VECTOR.size()).build(), "input")
        .addLayer("norm", new BatchNormalization.Builder().build(), "dense")
        .addVertex("joined", vertex, one, other)
        .addLayer("wide", new DenseLayer.Builder().nOut(joined).build(), "norm")
        .addLayer("wide-norm", new BatchNormalization.Builder().build(), "wide")
        .addVertex(
            "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "wide", "joined", "wide-norm")
        .addLayer("output", Networks.output(), "sum")
        .build();
  }

  @ParameterizedTest
  @MethodSource("networksOfVectors")
  void vectorsJoinWhateverTheyComeFrom(ComputationGraphConfiguration configuration)
      throws Exception {
    Errors errors = Errors.of(configuration, VECTOR, 3, 6, 1);
    assertThat(errors.loss()).isLessThan(TOLERANCE);
    assertThat(errors.gradient()).isLessThan(TOLERANCE);
  }

  @Test
  void whatLeadsNowhereHasNoGradient() throws Exception {
    ComputationGraphConfiguration configuration =
        stem(4)
            .addLayer("end", Networks.convolution(5, 3, 1), "stem")
            .addLayer("output", Networks.output(), "stem")
            .allowDisconnected(true)
            .build();
    try (CompiledNetwork network = new CompiledEngine().compile(configuration, IMAGE, 3)) {
      // As an optimizer leaves it that works in the gradient.
      network.gradient().assign(1);
      network.train(StockReference.batch(IMAGE, Networks.CLASSES, 6, 1), 1);
      for (ParameterBlock block : network.parameters().blocks()) {
        assertThat(block.slice(network.gradient()).amaxNumber().doubleValue() > 0)
            .isEqualTo(!block.layer().equals("end"));
      }
    }
  }

  @Test
  void aPointwiseConvolutionAddsToWhatOthersContributed() throws Exception {
    try (CompiledNetwork network = new CompiledEngine().compile(readers(16, 1, 3), IMAGE, 3)) {
      List<String> steps =
          network.explain(6).steps().stream()
              .filter(
                  step ->
                      step.operation().contains("backward data")
                          && step.node().startsWith("reader"))
              .map(step -> step.node() + ": " + step.operation())
              .toList();
      assertThat(steps)
          .containsExactly("reader1: convolution backward data", "reader0: added backward data");
    }
  }
}
