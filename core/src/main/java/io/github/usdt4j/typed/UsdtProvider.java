package io.github.usdt4j.typed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a provider by an interface whose methods are its probes. {@code usdt4j-processor} writes
 * the class that fires them, when the interface is compiled; {@link TypedProbes} makes one at run
 * time where it did not.
 *
 * <p>The interface has {@link UsdtProbe} methods, and for a probe method {@code sold} it may have
 * {@code boolean isSoldEnabled()}. It may extend {@link AutoCloseable}, and have {@code void
 * close()}, {@code Provider provider()}, default and static methods; nothing else.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UsdtProvider {
  /** Names the provider, the first part of a tracer's {@code provider:probe}. */
  String value();

  /** Names the image that the probes live in; the provider's name when it is empty. */
  String module() default "";
}
