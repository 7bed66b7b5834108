package io.rethink.engine.dl4j;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J passes the change of a running statistic as its gradient. */
public final class StatisticChanges {

  private StatisticChanges() {}

  /**
   * Applies the changes at once, and leaves 0 as the gradient.
   *
   * @param blocks of which the statistics are meant
   * @param parameters the network's, {@code [1, n]}
   * @param gradient the network's, {@code [1, n]}
   */
  public static void settle(List<ParameterBlock> blocks, INDArray parameters, INDArray gradient) {
    for (ParameterBlock block : blocks) {
      if (block.role() == Role.STATISTIC) {
        INDArray change = block.slice(gradient);
        block.slice(parameters).subi(change);
        change.assign(0);
      }
    }
  }
}
