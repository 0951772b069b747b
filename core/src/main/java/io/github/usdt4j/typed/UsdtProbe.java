package io.github.usdt4j.typed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a probe by a method of an interface with {@link UsdtProvider}; to call the method is to
 * fire the probe. The method returns nothing, and its parameters are the probe's arguments:
 *
 * <ul>
 *   <li>a primitive, in its own width; {@code char} without a sign, {@code boolean} as 0 or 1,
 *       {@code float} and {@code double} as their raw bits;
 *   <li>{@code String}, where null is the address 0;
 *   <li>an enum, as the text of its {@code name()};
 *   <li>a record, as one argument for each of its components, by these rules; of a null record,
 *       numbers are 0 and texts null;
 *   <li>{@code IntSupplier}, {@code LongSupplier}, {@code DoubleSupplier}, {@code BooleanSupplier}
 *       and {@code Supplier} of {@code String}, an enum or a record: asked once, only while a
 *       tracer is attached; a null supplier is a null, and what it throws goes to the caller.
 * </ul>
 *
 * <p>There are at most {@value io.github.usdt4j.Probe#MAX_ARGS} arguments, the components of
 * records counted. They have the names of the parameters; those of a record's components are {@code
 * parameter.component}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface UsdtProbe {
  /** Names the probe; the method's name when it is empty. */
  String value() default "";

  /**
   * Names the function, which tracers with four-part names show in the third place; the method's
   * name when it is empty.
   */
  String function() default "";
}
