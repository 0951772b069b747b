package io.github.usdt4j.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says what a test needs of the machine. Where it is missing the test is skipped with a reason that
 * {@code ./check} lists; where skips are forbidden ({@code USDT4J_SKIPS_FORBIDDEN=true}, in CI) it
 * fails.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCondition.class)
public @interface Requires {
  /** Permissions and parts of the system. */
  Need[] value() default {};

  /** Names programs that must be on the PATH. */
  String[] tools() default {};

  /** Says which ring of tests is thinner without it. */
  String ring() default "tracer";
}
