package io.rethink.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of an option that a configuration leaves out, written as in HOCON: {@code "0.9"},
 * {@code "[512]"}, {@code "{ type = constant }"}. An option without a default is required, unless
 * its type is {@code @Nullable}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
  String value();
}
