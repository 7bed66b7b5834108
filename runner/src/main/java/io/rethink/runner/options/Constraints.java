package io.rethink.runner.options;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads the annotations of Jakarta Validation. Hibernate Validator is not used: it would check a
 * record that is already made, and could not say which line of a file a wrong value came from.
 */
final class Constraints {

  private Range range = Range.ALL;
  private final List<Constraint> others = new ArrayList<>();
  private final List<String> unsupported = new ArrayList<>();

  private Constraints() {}

  /**
   * The constraints among {@code annotations}.
   *
   * @throws IllegalArgumentException for a constraint that is not supported
   */
  static List<Constraint> of(Collection<Annotation> annotations) {
    Constraints constraints = new Constraints();
    annotations.forEach(constraints::read);
    if (!constraints.unsupported.isEmpty()) {
      throw new IllegalArgumentException(
          "the constraint "
              + String.join(", ", constraints.unsupported)
              + " is not supported; use Min, Max, DecimalMin, DecimalMax, Positive, PositiveOrZero,"
              + " Negative, NegativeOrZero, NotEmpty, NotBlank, Size or Pattern");
    }
    List<Constraint> all = new ArrayList<>();
    if (constraints.range.isLimited()) {
      all.add(Constraint.of(constraints.range));
    }
    all.addAll(constraints.others);
    return List.copyOf(all);
  }

  private void read(Annotation annotation) {
    if (annotation instanceof Min min) {
      range = range.atLeast(BigDecimal.valueOf(min.value()), true);
    } else if (annotation instanceof Max max) {
      range = range.atMost(BigDecimal.valueOf(max.value()), true);
    } else if (annotation instanceof DecimalMin min) {
      range = range.atLeast(new BigDecimal(min.value()), min.inclusive());
    } else if (annotation instanceof DecimalMax max) {
      range = range.atMost(new BigDecimal(max.value()), max.inclusive());
    } else if (annotation instanceof Positive) {
      range = range.atLeast(BigDecimal.ZERO, false);
    } else if (annotation instanceof PositiveOrZero) {
      range = range.atLeast(BigDecimal.ZERO, true);
    } else if (annotation instanceof Negative) {
      range = range.atMost(BigDecimal.ZERO, false);
    } else if (annotation instanceof NegativeOrZero) {
      range = range.atMost(BigDecimal.ZERO, true);
    } else {
      readOther(annotation);
    }
  }

  private void readOther(Annotation annotation) {
    if (annotation instanceof NotEmpty) {
      others.add(new Constraint("non-empty", value -> length(value) > 0));
    } else if (annotation instanceof NotBlank) {
      others.add(new Constraint("non-blank", value -> !value.toString().isBlank()));
    } else if (annotation instanceof Size size) {
      others.add(
          new Constraint(
              lengths(size), value -> length(value) >= size.min() && length(value) <= size.max()));
    } else if (annotation instanceof Pattern pattern) {
      java.util.regex.Pattern form = java.util.regex.Pattern.compile(pattern.regexp());
      String rule =
          pattern.message().startsWith("{") ? "of the form " + pattern.regexp() : pattern.message();
      others.add(new Constraint(rule, value -> form.matcher(value.toString()).matches()));
    } else if (isConstraint(annotation) && !(annotation instanceof NotNull)) {
      unsupported.add("@" + annotation.annotationType().getSimpleName());
    }
  }

  private static boolean isConstraint(Annotation annotation) {
    return annotation.annotationType().isAnnotationPresent(jakarta.validation.Constraint.class);
  }

  private static int length(Object value) {
    return value instanceof Collection<?> list ? list.size() : value.toString().length();
  }

  private static String lengths(Size size) {
    if (size.min() == size.max()) {
      return "of length " + size.min();
    }
    if (size.max() == Integer.MAX_VALUE) {
      return "of length " + size.min() + " or more";
    }
    return "of length " + size.min() + " to " + size.max();
  }
}
