package io.rethink.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.model.ParameterBlock.Role;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ParameterBlockTest {

  private static final INDArray COUNT = Nd4j.arange(100).reshape(1, 100);

  private static ParameterBlock block(long offset, char order, Long... shape) {
    return new ParameterBlock("dense1", "W", Role.WEIGHT, offset, List.of(shape), order);
  }

  @Test
  void viewRunsFastestAlongTheFirstIndexInFOrder() {
    INDArray view = block(10, 'f', 2L, 3L).view(COUNT);

    assertThat(view.shape()).containsExactly(2, 3);
    assertThat(view.getDouble(0, 0)).isEqualTo(10);
    assertThat(view.getDouble(1, 0)).isEqualTo(11);
    assertThat(view.getDouble(0, 1)).isEqualTo(12);
    assertThat(view.getDouble(1, 2)).isEqualTo(15);
  }

  @Test
  void viewRunsFastestAlongTheLastIndexInCOrder() {
    INDArray view = block(20, 'c', 2L, 3L, 1L, 2L).view(COUNT);

    assertThat(view.shape()).containsExactly(2, 3, 1, 2);
    assertThat(view.getDouble(0, 0, 0, 1)).isEqualTo(21);
    assertThat(view.getDouble(0, 1, 0, 0)).isEqualTo(22);
    assertThat(view.getDouble(1, 0, 0, 0)).isEqualTo(26);
  }

  @Test
  void sliceIsTheBlockInARow() {
    INDArray slice = block(30, 'f', 2L, 2L).slice(COUNT);

    assertThat(slice.shape()).containsExactly(1, 4);
    assertThat(slice.toDoubleVector()).containsExactly(30, 31, 32, 33);
  }

  @Test
  void writingToViewsAndSlicesWritesToTheVector() {
    INDArray vector = Nd4j.zeros(1, 6);
    block(1, 'f', 2L, 2L).view(vector).putScalar(1, 0, 7);
    block(1, 'f', 2L, 2L).slice(vector).putScalar(2, 8);
    block(5, 'c', 1L, 1L).slice(vector).assign(9);

    assertThat(vector.toDoubleVector()).containsExactly(0, 0, 7, 8, 0, 9);
  }

  @Test
  void viewsAreTheArraysThatDl4jComputesWith() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(4, 4, 3))
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "input")
                .addLayer("output", new OutputLayer.Builder().nOut(5).build(), "conv")
                .setOutputs("output")
                .build());
    network.init();
    INDArray vector = network.params().reshape(1, network.numParams());

    assertThat(
            new ParameterBlock("conv", "W", Role.WEIGHT, 2, List.of(2L, 3L, 3L, 3L), 'c')
                .view(vector))
        .isEqualTo(network.getParam("conv_W"));
    assertThat(
            new ParameterBlock("output", "W", Role.WEIGHT, 56, List.of(8L, 5L), 'f').view(vector))
        .isEqualTo(network.getParam("output_W"));
  }

  @Test
  void countsItsValues() {
    assertThat(block(0, 'f', 2352L, 512L).length()).isEqualTo(1_204_224);
    assertThatThrownBy(() -> block(0, 'f', 1L << 40, 1L << 40).length())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void keepsItsShapeWhenTheListChanges() {
    List<Long> shape = new ArrayList<>(List.of(2L));
    ParameterBlock block = new ParameterBlock("a", "b", Role.BIAS, 0, shape, 'c');
    shape.add(3L);

    assertThat(block.shape()).containsExactly(2L);
  }

  @Test
  void refusesAnOrderThatDoesNotExist() {
    assertThatThrownBy(() -> block(0, 'a', 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("order is 'c' or 'f', not 'a'");
  }
}
