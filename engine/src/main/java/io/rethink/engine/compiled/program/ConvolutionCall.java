package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A convolution's primitive and its arguments, to be run on each part of a batch. What a part reads
 * is copied before, from where the CPU fetches it as fast as it can, so that the primitive finds it
 * in the caches.
 */
final class ConvolutionCall {

  private final Assembly assembly;
  private final String operation;
  private final Primitive primitive;
  private final Parts parts;
  private final Map<Integer, Tensor> read = new LinkedHashMap<>();
  private final Map<Integer, Tensor> shared = new LinkedHashMap<>();
  private final Map<Integer, Tensor> written = new LinkedHashMap<>();
  private final Map<Integer, Tensor> summed = new LinkedHashMap<>();

  /**
   * Begins to record a convolution.
   *
   * @param primitive for the examples of a part
   */
  ConvolutionCall(Assembly assembly, String operation, Primitive primitive, Parts parts) {
    this.assembly = assembly;
    this.operation = operation;
    this.primitive = primitive;
    this.parts = parts;
  }

  /** Adds values of all examples that it reads. */
  ConvolutionCall reads(int argument, Tensor examples) {
    read.put(argument, examples);
    return this;
  }

  /** Adds values that each part reads. */
  ConvolutionCall shares(int argument, Tensor values) {
    shared.put(argument, values);
    return this;
  }

  /** Adds values of all examples that it writes. */
  ConvolutionCall writes(int argument, Tensor examples) {
    written.put(argument, examples);
    return this;
  }

  /** Adds what becomes the sum of what the primitive writes for each part. */
  ConvolutionCall sums(int argument, Tensor sum) {
    summed.put(argument, sum);
    return this;
  }

  /**
   * Records it.
   *
   * @param flops floating-point operations for the whole batch
   */
  void record(long flops) {
    boolean whole = parts.count() == 1;
    String name = whole ? operation : "%s in %d parts".formatted(operation, parts.count());
    Call all = assembly.step(name, primitive).flops(flops);
    List.of(read, shared, written, summed).forEach(tensors -> tensors.forEach(all::with));
    if (whole) {
      all.record();
    } else {
      all.recordAs(calls());
    }
  }

  private List<Call> calls() {
    List<Copy> copies = new ArrayList<>();
    read.forEach((argument, examples) -> copies.add(copy(argument, examples)));
    Map<Integer, Tensor> terms = new LinkedHashMap<>();
    List<Call> additions = new ArrayList<>();
    summed.forEach(
        (argument, sum) -> {
          Tensor term = assembly.tensor(sum.layout());
          terms.put(argument, term);
          additions.add(Binary.addition(assembly, sum, term));
        });
    List<Call> calls = new ArrayList<>();
    for (long i = 0; i < parts.count(); i++) {
      long index = i;
      Call call = assembly.step(operation, primitive);
      for (Copy copy : copies) {
        calls.add(
            assembly
                .step("reorder", copy.primitive())
                .with(DNNL_ARG_FROM, parts.part(copy.examples(), index))
                .with(DNNL_ARG_TO, copy.part()));
        call.with(copy.argument(), copy.part());
      }
      shared.forEach(call::with);
      written.forEach((argument, examples) -> call.with(argument, parts.part(examples, index)));
      (index == 0 ? summed : terms).forEach(call::with);
      calls.add(call);
      if (index > 0) {
        calls.addAll(additions);
      }
    }
    return calls;
  }

  private Copy copy(int argument, Tensor examples) {
    Layout layout = parts.part(examples, 0).layout();
    Primitive copying = Primitive.reorder(assembly.processor(), layout, layout);
    return new Copy(argument, examples, assembly.tensor(layout), assembly.own(copying));
  }

  /**
   * How parts of an argument are copied.
   *
   * @param argument {@code DNNL_ARG_…}
   * @param examples the whole batch
   * @param part where each part goes
   */
  private record Copy(int argument, Tensor examples, Tensor part, Primitive primitive) {}
}
