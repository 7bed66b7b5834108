package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.Processor;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A program under construction. Kernels ask it for primitives and tensors and record steps; nothing
 * has a place in memory before {@link #build}.
 */
final class Assembly implements AutoCloseable {

  private final Processor processor;
  private final Arithmetic arithmetic;
  private final Purpose purpose;
  private final List<Primitive> primitives = new ArrayList<>();
  private final List<Storage> planned = new ArrayList<>();
  private final List<Storage> constants = new ArrayList<>();
  private final List<Arena> owned = new ArrayList<>();
  private final List<Creation> steps = new ArrayList<>();
  private String node = "";
  private @Nullable BooleanSupplier condition;
  private boolean built;

  /**
   * Begins a program.
   *
   * @param arithmetic what kernels keep their results and gradients as, and multiply, where oneDNN
   *     can
   * @param purpose what the program is for
   */
  Assembly(Processor processor, Arithmetic arithmetic, Purpose purpose) {
    this.processor = processor;
    this.arithmetic = arithmetic;
    this.purpose = purpose;
  }

  Processor processor() {
    return processor;
  }

  /** What kernels keep their results and gradients as, where oneDNN can. */
  ValueType activations() {
    return arithmetic.activations();
  }

  /** What convolutions and dense layers multiply, where oneDNN can. */
  ValueType factors() {
    return arithmetic.factors();
  }

  /** Bytes that a convolution reads and writes at a time. */
  long partBytes() {
    return arithmetic.partBytes();
  }

  /** Whether products read wider copies of what kernels keep. */
  boolean widens() {
    return arithmetic.widens();
  }

  /** Says to which node the next steps belong. */
  void at(String name) {
    node = name;
  }

  /** Records steps that belong to the node {@code name}, in between those of another one. */
  <T> T at(String name, Supplier<T> recording) {
    String interrupted = node;
    node = name;
    T result = recording.get();
    node = interrupted;
    return result;
  }

  /** Says when the next steps are to run, asked anew in each run; always if null. */
  void onlyIf(@Nullable BooleanSupplier holds) {
    condition = holds;
  }

  /** A primitive for {@code operation}, or empty if oneDNN has none. */
  Optional<Primitive> find(
      Pointer operation, List<PostOperation> then, @Nullable Primitive forward) {
    Optional<Primitive> found = Primitive.find(processor, operation, then, forward);
    found.ifPresent(primitives::add);
    return found;
  }

  /** A primitive for {@code operation}, which oneDNN is sure to have. */
  Primitive primitive(Pointer operation, @Nullable Primitive forward) {
    return primitive(operation, List.of(), forward);
  }

  /** A primitive for {@code operation} and what follows it, which oneDNN is sure to have. */
  Primitive primitive(Pointer operation, List<PostOperation> then, @Nullable Primitive forward) {
    return find(operation, then, forward)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "oneDNN has no %s for '%s'"
                        .formatted(operation.getClass().getSimpleName(), node)));
  }

  /** Takes over a primitive. */
  Primitive own(Primitive primitive) {
    primitives.add(primitive);
    return primitive;
  }

  /** A tensor that the memory plan finds a place for. */
  Tensor tensor(Layout layout) {
    Storage storage = Storage.planned(layout.bytes());
    planned.add(storage);
    return new Tensor(layout, storage);
  }

  /** A tensor in memory that belongs to somebody else. */
  Tensor tensor(Layout layout, Pointer place) {
    return new Tensor(layout, Storage.at(place, layout.bytes()));
  }

  /** A tensor of the program's own that keeps its values from run to run. */
  Tensor constant(float[] values, Layout layout) {
    Arena arena = new Arena(layout.bytes(), purpose);
    owned.add(arena);
    Storage storage = Storage.at(arena.at(0), layout.bytes());
    constants.add(storage);
    storage.pointer().put(values);
    return new Tensor(layout, storage);
  }

  /** {@code tensor} in the given layout: itself, or a copy. */
  Tensor in(Layout layout, Tensor tensor) {
    Tensor sided = Sides.like(this, tensor, layout);
    if (sided.layout().matches(layout)) {
      return sided;
    }
    Tensor copy = tensor(layout);
    reorder(sided, copy);
    return copy;
  }

  /** {@code tensor} in row-major order: itself, or a copy. */
  Tensor plain(Tensor tensor) {
    return in(Layout.plain(tensor.layout().type(), tensor.layout().sides()), tensor);
  }

  /** {@code tensor} with values of the given type in the same order: itself, or a copy. */
  Tensor as(ValueType type, Tensor tensor) {
    return in(tensor.layout().of(type), tensor);
  }

  /** {@code tensor} as a product reads it, no more precise than activations are kept. */
  Tensor factor(Layout layout, Tensor tensor) {
    return in(layout, widens() ? as(activations(), tensor) : tensor);
  }

  /** {@code tensor} for readers in Java: row-major 32-bit floats, itself or a copy. */
  Tensor floats(Tensor tensor) {
    return in(Layout.plain(tensor.layout().sides()), tensor);
  }

  /** Copies {@code from} to {@code to}. */
  void reorder(Tensor from, Tensor to) {
    Primitive primitive = own(Primitive.reorder(processor, from.layout(), to.layout()));
    step("reorder", primitive).with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to).record();
  }

  /** Begins to record a step that runs {@code primitive}. */
  Call step(String operation, Primitive primitive) {
    return new Call(this, operation, primitive);
  }

  /** Records a step in Java that reads and writes {@code tensors}. */
  void routine(String operation, List<Tensor> tensors, Runnable body) {
    StepDescription description = describe(operation, "java", tensors, 0);
    record(tensors, () -> new Step.Routine(description, body));
  }

  /** Sets all values of {@code tensor} to 0. */
  void zero(String operation, Tensor tensor) {
    routine(
        operation,
        List.of(tensor),
        () -> Pointer.memset(tensor.storage().pointer(), 0, tensor.storage().bytes()));
  }

  /** As {@link #routine}, for what somebody else computes on plain arrays. */
  void plainRoutine(String operation, List<Tensor> tensors, Runnable body) {
    StepDescription description = describe(operation, StepDescription.STOCK, tensors, 0);
    record(tensors, () -> new Step.Routine(description, body));
  }

  /** Records a step that reads and writes {@code tensors}. */
  void record(List<Tensor> tensors, Creation creation) {
    tensors.forEach(tensor -> tensor.storage().usedBy(steps.size()));
    BooleanSupplier holds = condition;
    steps.add(holds == null ? creation : () -> new Step.Conditional(creation.create(), holds));
  }

  /** Describes a step of the current node. */
  StepDescription describe(
      String operation, String implementation, List<Tensor> tensors, long flops) {
    return new StepDescription(
        node,
        operation,
        implementation,
        tensors.stream().map(tensor -> tensor.layout().toString()).toList(),
        tensors.stream().mapToLong(tensor -> tensor.layout().bytes()).sum(),
        flops);
  }

  /** Says that the values of {@code tensor} must outlive the last step, for a reader outside. */
  void keep(Tensor tensor) {
    tensor.storage().usedBy(Integer.MAX_VALUE);
  }

  /** Says that {@code tensor} is written before the first step, by somebody outside. */
  void expect(Tensor tensor) {
    tensor.storage().usedBy(0);
  }

  /**
   * Finds a place for everything.
   *
   * @param arenas gives the block that the program works in
   */
  Program build(Arenas arenas) {
    List<Storage> used = planned.stream().filter(Storage::isUsed).toList();
    MemoryPlan plan = new MemoryPlan(used);
    Arena arena = arenas.atLeast(plan.bytes(), purpose);
    used.forEach(storage -> storage.place(arena.at(storage.offset())));
    Program program =
        new Program(
            steps.stream().map(Creation::create).toList(),
            constants,
            primitives,
            owned,
            plan.bytes());
    built = true;
    return program;
  }

  /** Frees what no program has taken over. */
  @Override
  public void close() {
    if (!built) {
      primitives.forEach(Primitive::close);
      owned.forEach(Arena::close);
    }
  }

  /** Makes a step once all tensors have their places. */
  interface Creation {
    Step create();
  }
}
