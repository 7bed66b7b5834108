package io.rethink.runner.options;

import io.rethink.api.Default;
import io.rethink.api.Description;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads record classes, and collects what no configuration can express. */
final class OptionsReflection {

  private static final String SUPPORTED =
      "use int, long, double, boolean, String, an enum, Path, Duration, a List or a Map from String"
          + " of these, a record, or a sealed interface of records";

  private final List<String> complaints = new ArrayList<>();
  private final Deque<Class<?>> open = new ArrayDeque<>();

  OptionsRecord read(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalOptionsException(List.of(type.getName() + " is not a record"));
    }
    OptionsRecord options = record(type.asSubclass(Record.class));
    if (!complaints.isEmpty()) {
      throw new IllegalOptionsException(complaints);
    }
    return options;
  }

  private OptionsRecord record(Class<? extends Record> type) {
    if (open.contains(type)) {
      complaints.add(type.getName() + " contains itself");
      return new OptionsRecord(type, List.of());
    }
    open.push(type);
    List<Option> options = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Option option = option(type, component);
      if (option != null) {
        options.add(option);
      }
    }
    open.pop();
    return new OptionsRecord(type, options);
  }

  private @Nullable Option option(Class<?> owner, RecordComponent component) {
    String where = owner.getName() + "." + component.getName();
    Set<Annotation> annotations = annotations(component.getAnnotatedType());
    // Type annotations stay on the type; others are copied to the accessor.
    annotations.addAll(annotations(component.getAccessor()));
    OptionType type = type(component.getAnnotatedType(), component.getGenericType(), where);
    if (type == null) {
      return null;
    }
    Default defaultValue = component.getAnnotation(Default.class);
    Description description = component.getAnnotation(Description.class);
    boolean isNullable =
        annotations.stream().anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    if (isNullable && component.getType().isPrimitive()) {
      complaints.add(where + " is @Nullable and primitive; use " + box(component.getType()));
    }
    return new Option(
        Kebab.ofCamel(component.getName()),
        type,
        constraints(annotations, where),
        defaultValue == null ? null : defaultValue.value(),
        isNullable,
        description == null ? "" : description.value());
  }

  private @Nullable OptionType type(AnnotatedType annotated, Type type, String where) {
    if (type == int.class || type == Integer.class) {
      return new OptionType.Whole(false);
    }
    if (type == long.class || type == Long.class) {
      return new OptionType.Whole(true);
    }
    if (type == double.class || type == Double.class) {
      return new OptionType.Decimal();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new OptionType.Truth();
    }
    if (type == String.class) {
      return new OptionType.Text();
    }
    if (type == Path.class) {
      return new OptionType.FilePath();
    }
    if (type == Duration.class) {
      return new OptionType.TimeSpan();
    }
    if (annotated instanceof AnnotatedParameterizedType parameterized
        && parameterized.getType() instanceof java.lang.reflect.ParameterizedType collection) {
      return collection(parameterized, collection, where);
    }
    if (type instanceof Class<?> known) {
      return structure(known, where);
    }
    return unsupported(type, where);
  }

  private @Nullable OptionType collection(
      AnnotatedParameterizedType annotated,
      java.lang.reflect.ParameterizedType type,
      String where) {
    AnnotatedType[] arguments = annotated.getAnnotatedActualTypeArguments();
    boolean isMap = type.getRawType() == Map.class && arguments[0].getType() == String.class;
    if (!isMap && type.getRawType() != List.class) {
      return unsupported(type, where);
    }
    AnnotatedType element = arguments[isMap ? 1 : 0];
    OptionType elementType = type(element, element.getType(), where);
    if (elementType == null) {
      return null;
    }
    List<Constraint> limits = constraints(annotations(element), where);
    return isMap
        ? new OptionType.Mapping(elementType, limits)
        : new OptionType.Sequence(elementType, limits);
  }

  private @Nullable OptionType structure(Class<?> type, String where) {
    if (type.isEnum()) {
      return OptionType.Choice.of(type);
    }
    if (type.isRecord()) {
      return new OptionType.Block(record(type.asSubclass(Record.class)));
    }
    if (!type.isSealed()
        || !Arrays.stream(type.getPermittedSubclasses()).allMatch(Class::isRecord)) {
      return unsupported(type, where);
    }
    Map<String, OptionsRecord> blocks = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      OptionsRecord block = record(permitted.asSubclass(Record.class));
      if (block.option("type").isPresent()) {
        complaints.add(
            permitted.getName() + ".type takes the name by which the record itself is chosen");
      }
      blocks.put(Kebab.ofCamel(permitted.getSimpleName()), block);
    }
    return new OptionType.Alternatives(blocks);
  }

  private @Nullable OptionType unsupported(Type type, String where) {
    complaints.add(
        "%s has the type %s, which is not supported; %s"
            .formatted(where, type.getTypeName(), SUPPORTED));
    return null;
  }

  private List<Constraint> constraints(Set<Annotation> annotations, String where) {
    try {
      return Constraints.of(annotations);
    } catch (IllegalArgumentException e) {
      complaints.add(where + ": " + e.getMessage());
      return List.of();
    }
  }

  private static Set<Annotation> annotations(AnnotatedElement element) {
    return new LinkedHashSet<>(Arrays.asList(element.getAnnotations()));
  }

  private static String box(Class<?> primitive) {
    return primitive == int.class
        ? "Integer"
        : Character.toUpperCase(primitive.getName().charAt(0)) + primitive.getName().substring(1);
  }
}
