package io.rethink.engine.compiled.program;

import io.rethink.api.Description;
import io.rethink.engine.compiled.ir.Window;

/** How convolutions are computed. What follows from it depends on shapes and CPU, never on time. */
public enum ConvolutionAlgorithm {
  /** Winograd's where the shape suits it and the CPU has it, else direct. */
  @Description("Winograd's algorithm where it suits, else the direct sum")
  AUTO,
  /** Always the direct sum. */
  @Description("always the direct sum")
  DIRECT,
  /** Winograd's for every 3x3 convolution of stride 1 that oneDNN can do it for. */
  @Description("Winograd's algorithm for every 3x3 convolution of stride 1")
  WINOGRAD;

  boolean triesWinograd(ConvolutionWeights weights, Window window) {
    boolean suits =
        !weights.isGrouped()
            && window.vertical().kernel() == 3
            && window.horizontal().kernel() == 3
            && window.vertical().stride() == 1
            && window.horizontal().stride() == 1
            && window.vertical().dilation() == 1
            && window.horizontal().dilation() == 1;
    return switch (this) {
      case DIRECT -> false;
      case WINOGRAD -> suits;
      case AUTO -> suits && weights.fillsVectors();
    };
  }
}
