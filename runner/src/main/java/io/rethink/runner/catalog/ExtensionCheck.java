package io.rethink.runner.catalog;

import io.rethink.runner.options.IllegalOptionsException;
import io.rethink.runner.options.Option;
import io.rethink.runner.options.OptionsRecord;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks that an extension is one that can be built and configured. */
final class ExtensionCheck {

  private ExtensionCheck() {}

  /**
   * What is wrong with {@code extension}.
   *
   * @throws LinkageError if its classes do not fit to this core-api
   */
  static List<String> complaints(Extension extension) {
    List<String> complaints = new ArrayList<>();
    Class<?> type = extension.type();
    List<Class<?>> interfaces = extension.point().interfaces();
    if (interfaces.stream().noneMatch(each -> each.isAssignableFrom(type))) {
      complaints.add(type.getName() + " is no " + interfaces.get(0).getName());
    } else if (Modifier.isAbstract(type.getModifiers())) {
      complaints.add(type.getName() + " is abstract, and cannot be built");
    } else {
      requireComplete(type);
    }
    long constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
            .count();
    if (constructors != 1) {
      complaints.add(
          "%s has %s constructors annotated @jakarta.inject.Inject; annotate exactly one"
              .formatted(type.getName(), constructors == 0 ? "no" : constructors));
    }
    checkOptions(extension, complaints);
    return complaints;
  }

  /** An interface's method that a class does not implement shows that it was compiled before. */
  private static void requireComplete(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        throw new AbstractMethodError(type.getName() + " does not implement " + method.getName());
      }
    }
  }

  private static void checkOptions(Extension extension, List<String> complaints) {
    try {
      OptionsRecord options = OptionsRecord.of(extension.options());
      options.options().stream()
          .map(Option::name)
          .filter(extension.point().commonOptions()::contains)
          .map(
              name ->
                  "its option %s has a name that every %s has in common; rename it in %s"
                      .formatted(name, extension.point().singular(), options.type().getName()))
          .forEach(complaints::add);
    } catch (IllegalOptionsException e) {
      complaints.addAll(e.complaints());
    }
  }
}
