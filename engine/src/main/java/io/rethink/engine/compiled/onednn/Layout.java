package io.rethink.engine.compiled.onednn;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_blocked;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_kind_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_kind_wino;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_reshape;
import static org.bytedeco.dnnl.global.dnnl.dnnl_wino_wei_OBaaIBOIio;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_blocking_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_wino_desc_t;
import org.bytedeco.javacpp.LongPointer;

/**
 * How a tensor lies in memory: its sides, their order, blocks, and the type of its values, 32-bit
 * floats unless another is given. Immutable.
 */
public final class Layout {

  private final dnnl_memory_desc_t descriptor;
  private final long[] sides;

  private Layout(dnnl_memory_desc_t descriptor, long[] sides) {
    this.descriptor = descriptor;
    this.sides = sides;
  }

  /** Row-major: the last index runs fastest. */
  public static Layout plain(long... sides) {
    return plain(ValueType.FLOAT32, sides);
  }

  /** Row-major, of values of the given type. */
  public static Layout plain(ValueType type, long... sides) {
    long[] strides = new long[sides.length];
    long stride = 1;
    for (int i = sides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride = Math.multiplyExact(stride, sides[i]);
    }
    return strided(type, sides, strides);
  }

  /** With a stride for each side, in floats. */
  public static Layout strided(long[] sides, long[] strides) {
    return strided(ValueType.FLOAT32, sides, strides);
  }

  private static Layout strided(ValueType type, long[] sides, long[] strides) {
    dnnl_memory_desc_t descriptor = new dnnl_memory_desc_t();
    check(
        dnnl_memory_desc_init_by_strides(descriptor, sides.length, sides, type.number(), strides),
        "lay out " + Arrays.toString(sides));
    return new Layout(descriptor, sides.clone());
  }

  /** Left open, for a primitive to choose. */
  public static Layout any(long... sides) {
    return any(ValueType.FLOAT32, sides);
  }

  /** Left open, for a primitive to choose, but for the type of the values. */
  public static Layout any(ValueType type, long... sides) {
    dnnl_memory_desc_t descriptor = new dnnl_memory_desc_t();
    check(
        dnnl_memory_desc_init_by_tag(
            descriptor, sides.length, sides, type.number(), dnnl_format_tag_any),
        "leave open a layout of " + Arrays.toString(sides));
    return new Layout(descriptor, sides.clone());
  }

  /** A copy of what oneDNN says. */
  static Layout copyOf(dnnl_memory_desc_t source) {
    dnnl_memory_desc_t descriptor = new dnnl_memory_desc_t();
    descriptor.put(source);
    long[] sides = new long[source.ndims()];
    source.dims().get(sides);
    return new Layout(descriptor, sides);
  }

  /** The part of this layout that has the given sides and starts at the given indices. */
  public Layout slice(long[] sliceSides, long[] start) {
    dnnl_memory_desc_t slice = new dnnl_memory_desc_t();
    check(dnnl_memory_desc_init_submemory(slice, descriptor, sliceSides, start), "slice " + this);
    return new Layout(slice, sliceSides.clone());
  }

  /** The same memory under other sides. */
  public Layout reshaped(long... newSides) {
    dnnl_memory_desc_t reshaped = new dnnl_memory_desc_t();
    check(
        dnnl_memory_desc_reshape(reshaped, descriptor, newSides.length, newSides),
        "see %s as %s".formatted(this, Arrays.toString(newSides)));
    return new Layout(reshaped, newSides.clone());
  }

  /** The same order of values of another type. */
  public Layout of(ValueType type) {
    Layout other = copyOf(descriptor);
    other.descriptor.data_type(type.number());
    return other;
  }

  /**
   * The same order of values for another number of examples.
   *
   * @throws IllegalStateException if examples do not lie one after the other
   */
  public Layout ofExamples(long number) {
    if (number == sides[0]) {
      return this;
    }
    LongPointer strides = descriptor.format_desc_blocking().strides();
    for (int i = 1; i < sides.length; i++) {
      if (strides.get(0) < strides.get(i)) {
        throw new IllegalStateException("examples are mixed in " + this);
      }
    }
    dnnl_memory_desc_t other = copyOf(descriptor).descriptor;
    other.dims().put(0, number);
    other.padded_dims().put(0, number);
    return copyOf(other);
  }

  /**
   * The type of the values.
   *
   * @throws IllegalStateException if they are nothing to compute with, such as places of maxima
   */
  public ValueType type() {
    return known()
        .orElseThrow(() -> new IllegalStateException("no values to compute with in " + this));
  }

  private Optional<ValueType> known() {
    int number = descriptor.data_type();
    return Arrays.stream(ValueType.values()).filter(type -> type.number() == number).findFirst();
  }

  /** Whether a side is cut into blocks, as oneDNN's fastest kernels want channels. */
  public boolean isBlocked() {
    return descriptor.format_kind() == dnnl_blocked
        && descriptor.format_desc_blocking().inner_nblks() > 0;
  }

  /** How weights lie that are transformed for Winograd's algorithm F(4x4, 3x3), if these are. */
  public Optional<WinogradBlocks> winogradBlocks() {
    if (descriptor.format_kind() != dnnl_format_kind_wino) {
      return Optional.empty();
    }
    dnnl_wino_desc_t winograd = descriptor.format_desc_wino_desc();
    return winograd.wino_format() == dnnl_wino_wei_OBaaIBOIio
        ? Optional.of(WinogradBlocks.of(winograd))
        : Optional.empty();
  }

  /** Where the single values lie. */
  public Places places() {
    return new Places(descriptor);
  }

  public dnnl_memory_desc_t descriptor() {
    return descriptor;
  }

  /** Length of side {@code index}. */
  public long side(int index) {
    return sides[index];
  }

  /** All sides. */
  public long[] sides() {
    return sides.clone();
  }

  /** Number of values, without padding. */
  public long length() {
    return Arrays.stream(sides).reduce(1, Math::multiplyExact);
  }

  /** Bytes that the tensor takes, with padding. */
  public long bytes() {
    return dnnl_memory_desc_get_size(descriptor);
  }

  /** Whether two tensors of these layouts lie in memory alike. */
  public boolean matches(Layout other) {
    return dnnl_memory_desc_equal(descriptor, other.descriptor) == 1;
  }

  /**
   * Sides and order, as oneDNN writes them: {@code 128x64x28x28:aBcd8b} has its second side in
   * blocks of 8; with the type of values that are no 32-bit floats: {@code 128x64:ab:bf16}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (long side : sides) {
      text.append(text.isEmpty() ? "" : "x").append(side);
    }
    text.append(':').append(order());
    known().ifPresent(type -> text.append(type.suffix()));
    return text.toString();
  }

  private String order() {
    if (descriptor.format_kind() == dnnl_format_kind_any) {
      return "any";
    }
    if (descriptor.format_kind() != dnnl_blocked) {
      return "opaque";
    }
    dnnl_blocking_desc_t blocking = descriptor.format_desc_blocking();
    int blocks = blocking.inner_nblks();
    boolean[] blocked = new boolean[sides.length];
    StringBuilder inner = new StringBuilder();
    for (int i = 0; i < blocks; i++) {
      int side = (int) blocking.inner_idxs().get(i);
      blocked[side] = true;
      inner.append(blocking.inner_blks().get(i)).append((char) ('a' + side));
    }
    StringBuilder outer = new StringBuilder();
    IntStream.range(0, sides.length)
        .boxed()
        .sorted(
            Comparator.comparing((Integer side) -> -blocking.strides().get(side))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(side -> outer.append((char) ((blocked[side] ? 'A' : 'a') + side)));
    return outer.append(inner).toString();
  }
}
