package io.rethink.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an extension, an option or one of its choices means, in a sentence for users. Shown by
 * {@code rethink plugins NAME}; stands on the extension's class, on a component of its options
 * record, or on a constant of an option's enum.
 */
@Documented
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Description {
  String value();
}
