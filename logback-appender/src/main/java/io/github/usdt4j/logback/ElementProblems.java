package io.github.usdt4j.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects what Logback reports of a configuration element and otherwise ignores: an option that is
 * misspelt, a value that cannot be read, a layout that cannot be made. An appender that started all
 * the same would show secrets that the option was to hide.
 */
final class ElementProblems implements StatusListener {
  /** Logback's classes that set options, by name: versions before 1.3 lack the second. */
  private static final Set<String> SETTERS =
      Set.of(
          "ch.qos.logback.core.joran.util.PropertySetter",
          "ch.qos.logback.core.model.processor.ImplicitModelHandler");

  private final Context context;
  private final List<String> problems = new ArrayList<>();

  private ElementProblems(Context context) {
    this.context = context;
  }

  /** Listens from the element's beginning until {@link #end}. */
  static ElementProblems begin(Context context) {
    ElementProblems problems = new ElementProblems(context);
    if (context != null) {
      context.getStatusManager().add(problems);
    }
    return problems;
  }

  /** Stops listening, and returns one sentence for each problem. */
  List<String> end() {
    if (context != null) {
      // An attached listener would keep Logback from printing its warnings.
      context.getStatusManager().remove(this);
    }
    return List.copyOf(problems);
  }

  @Override
  public void addStatusEvent(Status status) {
    boolean isOfConfiguration =
        status.getOrigin() != null && SETTERS.contains(status.getOrigin().getClass().getName());
    if (isOfConfiguration && status.getEffectiveLevel() >= Status.WARN) {
      problems.add("not started because of this mistake: " + status.getMessage());
    }
  }
}
