package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A convolution's primitives and their arguments, to be run on each part of a batch. What a part
 * reads is copied before, from where the CPU fetches it as fast as it can, so that the primitive
 * finds it in the caches.
 */
final class ConvolutionCall {

  private final Assembly assembly;
  private final String operation;
  private final PartPrimitives primitives;
  private final Parts parts;
  private final Map<Integer, Tensor> read = new LinkedHashMap<>();
  private final Map<Integer, Function<Primitive, Tensor>> shared = new LinkedHashMap<>();
  private final Map<Integer, Tensor> written = new LinkedHashMap<>();
  private final Map<Integer, Tensor> summed = new LinkedHashMap<>();

  /** Begins to record a convolution. */
  ConvolutionCall(Assembly assembly, String operation, PartPrimitives primitives) {
    this.assembly = assembly;
    this.operation = operation;
    this.primitives = primitives;
    this.parts = primitives.parts();
  }

  /** Adds values of all examples that it reads. */
  ConvolutionCall reads(int argument, Tensor examples) {
    read.put(argument, examples);
    return this;
  }

  /** Adds values that each part reads, as the primitive for it wants them. */
  ConvolutionCall shares(int argument, Function<Primitive, Tensor> values) {
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
    Call all = assembly.step(name, primitives.first()).flops(flops);
    read.forEach(all::with);
    shared(primitives.first()).forEach(all::with);
    List.of(written, summed).forEach(tensors -> tensors.forEach(all::with));
    if (whole) {
      all.record();
    } else {
      all.recordAs(calls());
    }
  }

  private Map<Integer, Tensor> shared(Primitive primitive) {
    Map<Integer, Tensor> tensors = new LinkedHashMap<>();
    shared.forEach((argument, values) -> tensors.put(argument, values.apply(primitive)));
    return tensors;
  }

  private List<Call> calls() {
    List<Copies> copies = new ArrayList<>();
    read.forEach((argument, examples) -> copies.add(new Copies(argument, examples)));
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
      Call call = assembly.step(operation, primitives.at(index));
      for (Copies copy : copies) {
        Tensor part = copy.of(index);
        calls.add(copy.call(index, part));
        call.with(copy.argument, part);
      }
      shared(primitives.at(index)).forEach(call::with);
      written.forEach((argument, examples) -> call.with(argument, parts.part(examples, index)));
      (index == 0 ? summed : terms).forEach(call::with);
      calls.add(call);
      if (index > 0) {
        calls.addAll(additions);
      }
    }
    return calls;
  }

  /** How parts of an argument are copied, all to the same place. */
  private final class Copies {

    private final int argument;
    private final Tensor examples;
    private final Tensor place;
    private final Map<Long, Primitive> copying = new HashMap<>();

    Copies(int argument, Tensor examples) {
      this.argument = argument;
      this.examples = examples;
      this.place = assembly.tensor(parts.part(examples, 0).layout());
    }

    /** Where part {@code index} is copied to. */
    Tensor of(long index) {
      return place.as(place.layout().ofExamples(parts.examples(index)));
    }

    /** What copies part {@code index}. */
    Call call(long index, Tensor to) {
      Layout layout = to.layout();
      Primitive primitive =
          copying.computeIfAbsent(
              layout.side(0),
              size -> assembly.own(Primitive.reorder(assembly.processor(), layout, layout)));
      return assembly
          .step("reorder", primitive)
          .with(DNNL_ARG_FROM, parts.part(examples, index))
          .with(DNNL_ARG_TO, to);
    }
  }
}
