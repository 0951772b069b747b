package io.github.usdt4j.typed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says more about an argument than its parameter, or its record's component, does in Java. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface UsdtArg {
  /**
   * Names the argument; the name in Java when it is empty. {@link TypedProbes} knows the names of
   * parameters only where the interface was compiled with {@code -parameters}.
   */
  String value() default "";

  /** Says that a {@code byte}, {@code short}, {@code int} or {@code long} has no sign. */
  boolean unsigned() default false;
}
