package io.github.usdt4j.log4j2;

import java.util.List;
import org.apache.logging.log4j.core.ContextDataInjector;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.ContextDataInjectorFactory;
import org.apache.logging.log4j.core.lookup.StrSubstitutor;
import org.apache.logging.log4j.util.StringMap;

/** Adds the properties that a configuration gives a logger to the context of an event. */
final class LoggerProperties {
  private static final ContextDataInjector INJECTOR = ContextDataInjectorFactory.createInjector();

  private LoggerProperties() {}

  /** Returns the thread's context with a logger's properties, or null when it has none. */
  static StringMap context(LoggerConfig logger, StrSubstitutor substitutor) {
    List<Property> properties = logger.getPropertyList();
    if (properties == null || properties.isEmpty()) {
      return null;
    }
    List<Property> evaluated =
        properties.stream()
            .map(
                each ->
                    Property.createProperty(
                        each.getName(), each.getRawValue(), each.evaluate(substitutor)))
            .toList();
    return INJECTOR.injectContextData(evaluated, ContextDataFactory.createContextData());
  }
}
