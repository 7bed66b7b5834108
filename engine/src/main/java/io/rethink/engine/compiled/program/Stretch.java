package io.rethink.engine.compiled.program;

import io.rethink.api.model.ParameterBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stretch of the parameter vector whose arrays decay alike.
 *
 * @param offset where it starts
 * @param length number of values
 * @param decay what values are multiplied with before they are added to their gradient
 */
record Stretch(long offset, long length, float decay) {

  /**
   * The longest stretches of equal decay that {@code blocks} consist of.
   *
   * @param blocks what the vector consists of, one after the other
   * @param decay the coefficients of the arrays that decay
   */
  static List<Stretch> of(List<ParameterBlock> blocks, Map<ParameterBlock, Double> decay) {
    List<Stretch> stretches = new ArrayList<>();
    for (ParameterBlock block : blocks) {
      float coefficient = decay.getOrDefault(block, 0.0).floatValue();
      int last = stretches.size() - 1;
      if (last >= 0 && stretches.get(last).decay() == coefficient) {
        Stretch before = stretches.get(last);
        long length = before.length() + block.length();
        stretches.set(last, new Stretch(before.offset(), length, coefficient));
      } else {
        stretches.add(new Stretch(block.offset(), block.length(), coefficient));
      }
    }
    return stretches;
  }
}
