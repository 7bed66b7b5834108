package io.rethink.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputShapeTest {

  @Test
  void describesAnImage() {
    InputShape shape = new InputShape(3, 28, 20);

    assertThat(shape.size()).isEqualTo(1680);
    assertThat(shape.isVector()).isFalse();
    assertThat(shape).hasToString("3x28x20");
    InputTypeConvolutional type = (InputTypeConvolutional) shape.inputType();
    assertThat(type.getChannels()).isEqualTo(3);
    assertThat(type.getHeight()).isEqualTo(28);
    assertThat(type.getWidth()).isEqualTo(20);
    assertThat(type.getShape(false)).containsExactly(3, 28, 20);
  }

  @Test
  void describesAVector() {
    InputShape shape = InputShape.vector(64);

    assertThat(shape.size()).isEqualTo(64);
    assertThat(shape.isVector()).isTrue();
    assertThat(shape).hasToString("64");
    assertThat(shape.inputType()).isEqualTo(InputType.feedForward(64));
  }

  @Test
  void takesARowOfPixelsForAnImage() {
    assertThat(new InputShape(1, 1, 9).isVector()).isFalse();
    assertThat(new InputShape(1, 9, 1).isVector()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, -2"})
  void refusesSidesThatAreNotPositive(int channels, int height, int width) {
    assertThatThrownBy(() -> new InputShape(channels, height, width))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a shape needs positive sides, not %dx%dx%d", channels, height, width);
  }
}
