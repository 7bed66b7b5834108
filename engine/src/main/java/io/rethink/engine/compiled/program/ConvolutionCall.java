package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
    List<Argument> copies = arguments(read, tensor -> parts.part(tensor, 0).layout());
    List<Argument> terms = arguments(summed, Tensor::layout);
    List<Call> calls = new ArrayList<>();
    for (long i = 0; i < parts.count(); i++) {
      long index = i;
      Call call = assembly.step(operation, primitive);
      for (Argument copy : copies) {
        calls.add(assembly.copy(parts.part(copy.whole(), index), copy.part()));
        call.with(copy.number(), copy.part());
      }
      shared.forEach(call::with);
      written.forEach((argument, tensor) -> call.with(argument, parts.part(tensor, index)));
      terms.forEach(term -> call.with(term.number(), index == 0 ? term.whole() : term.part()));
      calls.add(call);
      if (index > 0) {
        terms.forEach(term -> calls.add(Binary.addition(assembly, term.whole(), term.part())));
      }
    }
    return calls;
  }

  private List<Argument> arguments(Map<Integer, Tensor> tensors, Function<Tensor, Layout> layout) {
    return tensors.entrySet().stream()
        .map(
            entry ->
                new Argument(
                    entry.getKey(),
                    entry.getValue(),
                    assembly.tensor(layout.apply(entry.getValue()))))
        .toList();
  }

  /**
   * An argument for the whole batch, and memory for one part's.
   *
   * @param number {@code DNNL_ARG_…}
   */
  private record Argument(int number, Tensor whole, Tensor part) {}
}
