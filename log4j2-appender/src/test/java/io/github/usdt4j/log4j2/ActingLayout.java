package io.github.usdt4j.log4j2;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/** A layout that does what a test tells it. */
@Plugin(name = "Acting", category = Node.CATEGORY, elementType = Layout.ELEMENT_TYPE)
public final class ActingLayout extends AbstractStringLayout {
  Runnable act = () -> {};

  private ActingLayout() {
    super(StandardCharsets.UTF_8);
  }

  @PluginFactory
  public static ActingLayout of() {
    return new ActingLayout();
  }

  @Override
  public String toSerializable(LogEvent event) {
    act.run();
    return event.getMessage().getFormattedMessage();
  }
}
