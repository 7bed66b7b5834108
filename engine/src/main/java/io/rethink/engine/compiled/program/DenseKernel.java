package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.rethink.engine.compiled.ir.Operation.Dense;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer. DL4J keeps its weights {@code [in, out]} in column-major order, which is {@code
 * [out, in]} in row-major order: oneDNN's own, so that all three passes read and write them in
 * place. With AVX-512 the way forward is a matrix product, whose kernel puts such weights into
 * blocks as it goes; that of the inner product needs a blocked copy, or is slower. Of bfloat16 they
 * are copies anyway: in blocks, or row-major where they are multiplied as 32-bit floats.
 */
final class DenseKernel implements Kernel {

  private final Dense dense;
  private final ParameterTensors parameters;
  private final int outputs;
  private final ValueType resultType;
  private @Nullable Tensor input;
  private @Nullable Tensor source;
  private @Nullable Tensor target;
  private @Nullable Tensor weights;
  private @Nullable Primitive forward;

  /**
   * A dense layer.
   *
   * @param resultType what its results are kept as, whatever it computes with
   */
  DenseKernel(Dense dense, int outputs, ParameterTensors parameters, ValueType resultType) {
    this.dense = dense;
    this.outputs = outputs;
    this.parameters = parameters;
    this.resultType = resultType;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor given = inputs.get(0);
    Tensor rows = rows(assembly, given);
    long batch = rows.layout().side(0);
    long units = rows.layout().side(1);
    ValueType written = assembly.widens() ? assembly.factors() : resultType;
    Tensor product = assembly.tensor(Layout.plain(written, batch, outputs));
    List<PostOperation> then =
        dense.then() == null
            ? List.of()
            : List.of(ElementwiseFunctions.postOperation(dense.then()));
    Primitive inner = innerProduct(assembly, rows, product, then);
    Tensor placed = parameters.parameter(assembly, dense.layer(), "W", outputs, units);
    Tensor used = assembly.factor(inner.layout(dnnl_query_weights_md), placed);
    if (Processor.hasAvx512() && readsRowMajor(assembly)) {
      Tensor turned = used.as(Layout.strided(new long[] {units, outputs}, new long[] {1, units}));
      Primitive matrixProduct = matrixProduct(assembly, rows, turned, product, then);
      record(assembly, matrixProduct, rows, turned, product, 1, outputs);
    } else {
      record(assembly, inner, rows, used, product, outputs);
    }
    Tensor result = assembly.as(resultType, product);
    input = given;
    source = rows;
    target = result;
    weights = used;
    forward = inner;
    return result;
  }

  private void record(
      Assembly assembly,
      Primitive primitive,
      Tensor rows,
      Tensor used,
      Tensor result,
      long... biasSides) {
    Call call =
        assembly
            .step("dense", primitive)
            .with(DNNL_ARG_SRC, rows)
            .with(DNNL_ARG_WEIGHTS, used)
            .with(DNNL_ARG_DST, result)
            .flops(2 * rows.layout().length() * outputs);
    if (dense.bias()) {
      call.with(DNNL_ARG_BIAS, parameters.parameter(assembly, dense.layer(), "b", biasSides));
    }
    call.record();
  }

  private Primitive innerProduct(
      Assembly assembly, Tensor rows, Tensor result, List<PostOperation> then) {
    dnnl_inner_product_desc_t description = new dnnl_inner_product_desc_t();
    check(
        dnnl_inner_product_forward_desc_init(
            description,
            dnnl_forward_training,
            rows.layout().descriptor(),
            weightLayout(assembly, assembly.factors(), rows.layout().side(1)).descriptor(),
            biasDescriptor(outputs),
            result.layout().descriptor()),
        "describe a dense layer");
    return assembly.find(description, then, null).orElseThrow();
  }

  private Primitive matrixProduct(
      Assembly assembly, Tensor rows, Tensor turned, Tensor result, List<PostOperation> then) {
    dnnl_matmul_desc_t description = new dnnl_matmul_desc_t();
    check(
        dnnl_matmul_desc_init(
            description,
            rows.layout().descriptor(),
            turned.layout().descriptor(),
            biasDescriptor(1, outputs),
            result.layout().descriptor()),
        "describe a dense layer as a matrix product");
    return assembly.find(description, then, null).orElseThrow();
  }

  private static Tensor rows(Assembly assembly, Tensor tensor) {
    ValueType type = assembly.factors();
    long[] sides = tensor.layout().sides();
    Tensor plain = assembly.factor(Layout.plain(type, sides), tensor);
    return sides.length == 2
        ? plain
        : plain.as(Layout.plain(type, sides[0], plain.layout().length() / sides[0]));
  }

  private static boolean readsRowMajor(Assembly assembly) {
    return assembly.factors() == ValueType.FLOAT32;
  }

  private Layout weightLayout(Assembly assembly, ValueType type, long units) {
    return readsRowMajor(assembly)
        ? Layout.plain(type, outputs, units)
        : Layout.any(type, outputs, units);
  }

  private @Nullable dnnl_memory_desc_t biasDescriptor(long... sides) {
    return dense.bias() ? Layout.plain(sides).descriptor() : null;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor value = Objects.requireNonNull(target);
    Tensor in = Objects.requireNonNull(input);
    Gradient upper =
        dense.then() == null
            ? result
            : ElementwiseFunctions.backward(assembly, dense.then(), value, value, result);
    Tensor difference = rows(assembly, upper.tensor());
    recordWeights(assembly, difference);
    if (!needed.get(0)) {
      return List.of(result);
    }
    Tensor lower = recordInput(assembly, difference);
    long[] sides = in.layout().sides();
    Tensor sided = lower.as(Layout.plain(assembly.factors(), sides));
    return List.of(new Gradient(assembly.as(assembly.activations(), sided), true));
  }

  private void recordWeights(Assembly assembly, Tensor difference) {
    Tensor rows = Objects.requireNonNull(source);
    long units = rows.layout().side(1);
    dnnl_inner_product_desc_t description = new dnnl_inner_product_desc_t();
    check(
        dnnl_inner_product_backward_weights_desc_init(
            description,
            rows.layout().descriptor(),
            weightLayout(assembly, ValueType.FLOAT32, units).descriptor(),
            biasDescriptor(outputs),
            difference.layout().descriptor()),
        "describe the weight gradient of a dense layer");
    Primitive primitive = assembly.primitive(description, Objects.requireNonNull(forward));
    Tensor placed = parameters.gradient(assembly, dense.layer(), "W", outputs, units);
    Layout layout = primitive.layout(dnnl_query_diff_weights_md);
    boolean inPlace = layout.matches(placed.layout());
    Tensor written = inPlace ? placed : assembly.tensor(layout);
    Call call =
        assembly
            .step("dense backward weights", primitive)
            .with(DNNL_ARG_SRC, rows)
            .with(DNNL_ARG_DIFF_DST, difference)
            .with(DNNL_ARG_DIFF_WEIGHTS, written)
            .flops(2 * rows.layout().side(0) * units * outputs);
    if (dense.bias()) {
      call.with(DNNL_ARG_DIFF_BIAS, parameters.gradient(assembly, dense.layer(), "b", outputs));
    }
    call.record();
    if (!inPlace) {
      assembly.reorder(written, placed);
    }
  }

  private Tensor recordInput(Assembly assembly, Tensor difference) {
    Tensor rows = Objects.requireNonNull(source);
    Tensor used = Objects.requireNonNull(weights);
    Tensor lower = assembly.tensor(rows.layout());
    dnnl_inner_product_desc_t description = new dnnl_inner_product_desc_t();
    check(
        dnnl_inner_product_backward_data_desc_init(
            description,
            lower.layout().descriptor(),
            weightLayout(assembly, assembly.factors(), rows.layout().side(1)).descriptor(),
            difference.layout().descriptor()),
        "describe the input gradient of a dense layer");
    Primitive primitive = assembly.primitive(description, Objects.requireNonNull(forward));
    assembly
        .step("dense backward data", primitive)
        .with(DNNL_ARG_DIFF_DST, difference)
        .with(DNNL_ARG_WEIGHTS, assembly.in(primitive.layout(dnnl_query_weights_md), used))
        .with(DNNL_ARG_DIFF_SRC, lower)
        .flops(2 * rows.layout().length() * outputs)
        .record();
    return lower;
  }
}
