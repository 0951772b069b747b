package io.github.usdt4j.log4j2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/** Keeps the messages of the events that it gets. */
@Plugin(name = "Shown", category = Core.CATEGORY_NAME, elementType = Appender.ELEMENT_TYPE)
public final class ShownAppender extends AbstractAppender {
  private final List<Shown> all = new CopyOnWriteArrayList<>();

  private record Shown(String logger, String message) {}

  private ShownAppender(String name) {
    super(name, null, null, true, Property.EMPTY_ARRAY);
  }

  @PluginFactory
  public static ShownAppender of(@PluginAttribute("name") String name) {
    return new ShownAppender(name);
  }

  @Override
  public void append(LogEvent event) {
    all.add(new Shown(event.getLoggerName(), event.getMessage().getFormattedMessage()));
  }

  List<String> messages() {
    return all.stream().map(Shown::message).toList();
  }

  List<String> messages(String logger) {
    return all.stream().filter(shown -> shown.logger().equals(logger)).map(Shown::message).toList();
  }
}
