package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of a primitive, while its arguments are collected. */
final class Call {

  private final Assembly assembly;
  private final String operation;
  private final Primitive primitive;
  private final Map<Integer, Tensor> arguments = new LinkedHashMap<>();
  private long flops;

  Call(Assembly assembly, String operation, Primitive primitive) {
    this.assembly = assembly;
    this.operation = operation;
    this.primitive = primitive;
  }

  /** Adds an argument, {@code DNNL_ARG_…}. */
  Call with(int argument, Tensor tensor) {
    arguments.put(argument, tensor);
    return this;
  }

  /** Says how many floating-point operations the step does. */
  Call flops(long count) {
    flops = count;
    return this;
  }

  /** Records this as a step. */
  void record() {
    Assembly.Creation step = step(new HashMap<>());
    assembly.record(List.copyOf(arguments.values()), step);
  }

  /** Records that {@code calls} are run one after the other, as one step that looks like this. */
  void recordAs(List<Call> calls) {
    StepDescription description = description();
    Map<Primitive, Tensor> scratchpads = new HashMap<>();
    List<Tensor> tensors = new ArrayList<>();
    List<Assembly.Creation> steps = new ArrayList<>();
    for (Call call : calls) {
      steps.add(call.step(scratchpads));
      tensors.addAll(call.arguments.values());
    }
    assembly.record(
        tensors,
        () ->
            new Step.Sequence(description, steps.stream().map(Assembly.Creation::create).toList()));
  }

  /** The step; calls of one primitive share its scratchpad. */
  private Assembly.Creation step(Map<Primitive, Tensor> scratchpads) {
    StepDescription description = description();
    Layout scratch = primitive.layout(dnnl_query_scratchpad_md);
    if (scratch.bytes() > 0) {
      arguments.put(
          DNNL_ARG_SCRATCHPAD,
          scratchpads.computeIfAbsent(primitive, unseen -> assembly.tensor(scratch)));
    }
    return () -> new Step.Execution(description, assembly.processor(), primitive, arguments);
  }

  private StepDescription description() {
    List<Tensor> tensors = List.copyOf(arguments.values());
    return assembly.describe(operation, primitive.implementation(), tensors, flops);
  }
}
