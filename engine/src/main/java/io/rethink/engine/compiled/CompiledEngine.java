package io.rethink.engine.compiled;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.ir.GraphReader;
import io.rethink.engine.compiled.ir.ReluFusion;
import io.rethink.engine.compiled.ir.ScaleFolding;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.program.Arithmetic;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.Precision;
import io.rethink.engine.dl4j.Dl4jEngine;
import io.rethink.engine.dl4j.ParameterLayout;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles networks to programs of oneDNN primitives. A part that is not known becomes a node that
 * DL4J computes. Where oneDNN is missing, or the output layer or a kind of activations is not
 * known, the whole network runs in stock DL4J, and a line of the log says why.
 */
public final class CompiledEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(CompiledEngine.class);

  private static final String NO_BFLOAT16 =
      "engine.precision = bfloat16 needs a CPU that computes with bfloat16 (AVX512_BF16: Intel's"
          + " Cooper Lake or Sapphire Rapids, AMD's Zen 4, or later), and this one has no such"
          + " instructions; set engine.precision = float32";

  private final ConvolutionAlgorithm algorithm;
  private final Precision precision;
  private final Dl4jEngine stock = new Dl4jEngine();

  /**
   * An engine that computes in single precision, and chooses between the direct algorithm and
   * Winograd's for each convolution.
   */
  public CompiledEngine() {
    this(ConvolutionAlgorithm.AUTO, Precision.FLOAT32);
  }

  /**
   * An engine.
   *
   * @param algorithm how convolutions are computed
   * @param precision what activations are kept as; for other ones than single precision networks
   *     are never left to stock DL4J, but refused
   */
  public CompiledEngine(ConvolutionAlgorithm algorithm, Precision precision) {
    this.algorithm = algorithm;
    this.precision = precision;
  }

  @Override
  public Network build(ComputationGraphConfiguration configuration, InputShape input, long seed) {
    if (precision == Precision.BFLOAT16 && !hasBfloat16()) {
      throw new UserException(NO_BFLOAT16);
    }
    if (!Processor.isSupported()) {
      return fallBack(
          "oneDNN is not available for this platform or CPU", configuration, input, seed);
    }
    try {
      return compile(configuration, input, seed);
    } catch (UnknownLayerException unknown) {
      return fallBack(
          "the compiled engine does not know that " + unknown.getMessage(),
          configuration,
          input,
          seed);
    }
  }

  /**
   * Compiles a network, or says why it cannot be.
   *
   * @throws UnknownLayerException as {@link GraphReader#read}
   * @throws io.rethink.api.UserException as {@link #build}
   */
  CompiledNetwork compile(ComputationGraphConfiguration configuration, InputShape input, long seed)
      throws UnknownLayerException {
    return compile(configuration, input, seed, Arithmetic.of(algorithm, precision));
  }

  /** As {@link #compile}, with an arithmetic that need not be this CPU's fastest. */
  static CompiledNetwork compile(
      ComputationGraphConfiguration configuration,
      InputShape input,
      long seed,
      Arithmetic arithmetic)
      throws UnknownLayerException {
    ComputationGraph stockGraph = Dl4jEngine.initialize(configuration, seed);
    Graph graph =
        ScaleFolding.apply(
            ReluFusion.apply(
                GraphReader.read(
                    stockGraph.getConfiguration(), input.inputType(), VertexOrder.of(stockGraph))));
    ParameterSizes.require(graph, ParameterLayout.of(stockGraph));
    return new CompiledNetwork(graph, stockGraph, arithmetic);
  }

  private static boolean hasBfloat16() {
    return Processor.isSupported() && Processor.hasBfloat16();
  }

  private Network fallBack(
      String reason, ComputationGraphConfiguration configuration, InputShape input, long seed) {
    if (precision != Precision.FLOAT32) {
      throw new UserException(
          "engine.precision = %s is for compiled networks, and %s; set engine.precision = float32"
              .formatted(precision.name().toLowerCase(Locale.ROOT), reason));
    }
    LOG.warn("The network runs in stock DL4J: {}.", reason);
    return stock.build(configuration, input, seed);
  }
}
