package io.rethink.runner.options;

import io.rethink.api.Description;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record class whose components are options. */
public final class OptionsRecord {

  private static final ClassValue<OptionsRecord> KNOWN =
      new ClassValue<>() {
        @Override
        protected OptionsRecord computeValue(Class<?> type) {
          return new OptionsReflection().read(type);
        }
      };

  private final Class<? extends Record> type;
  private final List<Option> options;

  OptionsRecord(Class<? extends Record> type, List<Option> options) {
    this.type = type;
    this.options = List.copyOf(options);
  }

  /**
   * Reads {@code type}.
   *
   * @throws IllegalOptionsException if it is no record, or has components that no configuration can
   *     express
   */
  public static OptionsRecord of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** The record class. */
  public Class<? extends Record> type() {
    return type;
  }

  /** The options, in the order of the record's components. */
  public List<Option> options() {
    return options;
  }

  /** The option of that name. */
  public Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** What the record is about, or the empty string. */
  public String description() {
    Description description = type.getAnnotation(Description.class);
    return description == null ? "" : description.value();
  }

  /**
   * Makes a record.
   *
   * @param values one for each option, in order; null only where {@link Option#isNullable}
   * @throws IllegalArgumentException what the record's own constructor throws
   */
  public Record create(@Nullable Object[] values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  /** The value that {@code record} has for {@code option}. */
  public @Nullable Object value(Record record, Option option) {
    try {
      var accessor = type.getRecordComponents()[options.indexOf(option)].getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(option.name() + " cannot be read", e);
    }
  }

  /** The record class's name; equal for equal classes. */
  @Override
  public String toString() {
    return type.getName();
  }
}
