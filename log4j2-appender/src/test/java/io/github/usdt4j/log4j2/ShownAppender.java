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
  final List<String> messages = new CopyOnWriteArrayList<>();

  private ShownAppender(String name) {
    super(name, null, null, true, Property.EMPTY_ARRAY);
  }

  @PluginFactory
  public static ShownAppender of(@PluginAttribute("name") String name) {
    return new ShownAppender(name);
  }

  @Override
  public void append(LogEvent event) {
    messages.add(event.getMessage().getFormattedMessage());
  }
}
