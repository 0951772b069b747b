package io.github.usdt4j.testsupport;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips, or fails where skips are forbidden, what {@link Requires} more than there is. */
final class RequiresCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getElement()
        .flatMap(element -> AnnotationSupport.findAnnotation(element, Requires.class))
        .map(RequiresCondition::evaluate)
        .orElseGet(() -> ConditionEvaluationResult.enabled("nothing required"));
  }

  private static ConditionEvaluationResult evaluate(Requires requires) {
    List<String> missing = new ArrayList<>();
    for (String tool : requires.tools()) {
      if (Tools.find(tool).isEmpty()) {
        missing.add("tool: " + tool + " is not on the PATH");
      }
    }
    for (Need need : requires.value()) {
      need.missing().ifPresent(missing::add);
    }
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all there");
    }
    String reason = "SKIPPED " + requires.ring() + ": " + String.join("; ", missing);
    // A second JDK and the place of a container are what they are; all else can be had.
    boolean excused = missing.stream().allMatch(text -> text.matches("(jdk|namespace): .*"));
    if (!excused && Boolean.parseBoolean(System.getenv("USDT4J_SKIPS_FORBIDDEN"))) {
      throw new IllegalStateException("skips are forbidden here: " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
