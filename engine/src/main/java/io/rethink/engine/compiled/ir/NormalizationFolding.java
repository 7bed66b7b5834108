package io.rethink.engine.compiled.ir;

import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.ir.Operation.NormalizedConvolution;
import org.jspecify.annotations.Nullable;

/**
 * The pass that moves a batch normalization into the convolution before it, where nothing else
 * reads that one. Only for programs that compute scores: it takes the running statistics.
 */
public final class NormalizationFolding {

  private NormalizationFolding() {}

  /** Returns {@code graph} with folded normalizations. */
  public static Graph apply(Graph graph) {
    return Fusion.apply(graph, NormalizationFolding::folded);
  }

  private static @Nullable Operation folded(Operation before, Operation after) {
    return after instanceof BatchNormalization normalization
            && before instanceof Convolution convolution
            && isFoldable(convolution)
        ? new NormalizedConvolution(convolution, normalization)
        : null;
  }

  /** Whether the values that an output channel's weights scale follow each other. */
  private static boolean isFoldable(Convolution convolution) {
    return convolution.then() == null
        && (convolution.weights() == Convolution.Weights.FULL
            || convolution.weights() == Convolution.Weights.POINTWISE);
  }
}
