package io.rethink.engine.compiled.program;

import java.util.List;

/**
 * What one step of a program is.
 *
 * @param node the layer or vertex that it belongs to
 * @param operation what it does
 * @param implementation the kernel that does it: oneDNN's name for it, {@code java}, or {@link
 *     #STOCK}
 * @param layouts the layouts of its tensors, without scratch memory
 * @param bytes size of those tensors
 * @param flops floating-point operations, counted for convolutions and dense layers, else 0
 */
public record StepDescription(
    String node,
    String operation,
    String implementation,
    List<String> layouts,
    long bytes,
    long flops) {

  /** The implementation of what DL4J computes. */
  public static final String STOCK = "dl4j";

  public StepDescription {
    layouts = List.copyOf(layouts);
  }
}
