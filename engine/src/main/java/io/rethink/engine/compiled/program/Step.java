package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;

/** One thing that a program does each time it runs. */
sealed interface Step extends AutoCloseable {

  /** What this step is, for {@link Program#steps}. */
  StepDescription description();

  void run();

  @Override
  void close();

  /** A primitive of oneDNN with its arguments. */
  final class Execution implements Step {

    private final StepDescription description;
    private final Processor processor;
    private final Primitive primitive;
    private final List<dnnl_memory> memories = new ArrayList<>();
    private final dnnl_exec_arg_t arguments;
    private final int count;

    Execution(
        StepDescription description,
        Processor processor,
        Primitive primitive,
        Map<Integer, Tensor> tensors) {
      this.description = description;
      this.processor = processor;
      this.primitive = primitive;
      this.count = tensors.size();
      this.arguments = new dnnl_exec_arg_t(count);
      int position = 0;
      for (Map.Entry<Integer, Tensor> tensor : tensors.entrySet()) {
        dnnl_memory memory = new dnnl_memory();
        check(
            dnnl_memory_create(
                memory,
                tensor.getValue().layout().descriptor(),
                processor.engine(),
                tensor.getValue().storage().pointer()),
            "take memory of " + tensor.getValue().layout());
        memories.add(memory);
        arguments.getPointer(position++).arg(tensor.getKey()).memory(memory);
      }
    }

    @Override
    public StepDescription description() {
      return description;
    }

    @Override
    public void run() {
      int status = dnnl_primitive_execute(primitive.handle(), processor.stream(), count, arguments);
      if (status != 0) {
        check(status, "run " + description);
      }
    }

    @Override
    public void close() {
      memories.forEach(org.bytedeco.dnnl.global.dnnl::dnnl_memory_destroy);
      memories.clear();
      arguments.deallocate();
    }
  }

  /** Several steps, seen as one. */
  record Sequence(StepDescription description, List<Step> steps) implements Step {

    @Override
    public void run() {
      steps.forEach(Step::run);
    }

    @Override
    public void close() {
      steps.forEach(Step::close);
    }
  }

  /** A step that is left out where {@code condition} does not hold. */
  record Conditional(Step step, BooleanSupplier condition) implements Step {

    @Override
    public StepDescription description() {
      return step.description();
    }

    @Override
    public void run() {
      if (condition.getAsBoolean()) {
        step.run();
      }
    }

    @Override
    public void close() {
      step.close();
    }
  }

  /** Something small that is done in Java. */
  record Routine(StepDescription description, Runnable body) implements Step {

    @Override
    public void run() {
      body.run();
    }

    @Override
    public void close() {
      // Owns nothing.
    }
  }
}
