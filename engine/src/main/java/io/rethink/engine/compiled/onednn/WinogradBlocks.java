package io.rethink.engine.compiled.onednn;

import org.bytedeco.dnnl.dnnl_wino_desc_t;

/**
 * The order of weights that are transformed for Winograd's algorithm, {@code OBaaIBOIio} of oneDNN,
 * from the outermost index to the innermost: groups of output channels; the 6x6 values that a
 * kernel has become; groups of input channels; vectors of output channels in a group; vectors of
 * input channels in a group; input channels in a vector; output channels in a vector.
 *
 * @param outputGroups number of groups of output channels
 * @param outputVectors number of vectors in each
 * @param outputVector number of channels in each
 * @param inputGroups as outputs
 * @param inputVectors as outputs
 * @param inputVector as outputs
 */
public record WinogradBlocks(
    long outputGroups,
    long outputVectors,
    long outputVector,
    long inputGroups,
    long inputVectors,
    long inputVector) {

  static WinogradBlocks of(dnnl_wino_desc_t winograd) {
    long outputs = (long) winograd.oc2_block() * winograd.oc_block();
    long inputs = (long) winograd.ic2_block() * winograd.ic_block();
    return new WinogradBlocks(
        winograd.oc() / outputs,
        winograd.oc2_block(),
        winograd.oc_block(),
        winograd.ic() / inputs,
        winograd.ic2_block(),
        winograd.ic_block());
  }

  /** Number of weights that a group of output channels has for each of the 6x6 values. */
  public long groupLength() {
    return outputVectors * outputVector * inputGroups * inputVectors * inputVector;
  }
}
