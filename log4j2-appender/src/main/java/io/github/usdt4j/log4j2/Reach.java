package io.github.usdt4j.log4j2;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Node;

/**
 * Tells whether the events of a logger reach an appender: by a reference of the logger or of one
 * above it, up to the first without additivity, and through appenders that hand on. Filters of
 * references and appenders are not asked: what they deny is denied for tracers, too.
 */
final class Reach {
  private final Configuration configuration;

  /** The names by which loggers may reference what leads to the appender, its own among them. */
  private final Set<String> names = new HashSet<>();

  Reach(Configuration configuration, String appender) {
    this.configuration = configuration;
    names.add(appender);
    int before;
    do {
      before = names.size();
      addThoseThatHandOn();
    } while (names.size() > before);
  }

  /** Adds those whose element of the configuration has a reference to one of the names. */
  private void addThoseThatHandOn() {
    for (Map.Entry<String, Appender> each : configuration.getAppenders().entrySet()) {
      if (each.getValue() instanceof AsyncAppender async) {
        for (String name : async.getAppenderRefStrings()) {
          if (names.contains(name)) {
            names.add(each.getKey());
          }
        }
      }
    }
    if (configuration instanceof AbstractConfiguration own && own.getRootNode() != null) {
      addThoseThatHandOn(own.getRootNode());
    }
  }

  private void addThoseThatHandOn(Node node) {
    if (node.getObject() instanceof Appender appender && refersTo(node)) {
      names.add(appender.getName());
    }
    node.getChildren().forEach(this::addThoseThatHandOn);
  }

  private boolean refersTo(Node node) {
    return node.getChildren().stream().anyMatch(child -> leadsThere(child) || refersTo(child));
  }

  private boolean leadsThere(Node node) {
    if (node.getObject() instanceof AppenderRef reference) {
      return names.contains(reference.getRef());
    }
    // A route makes its own appender when an event takes it.
    return node.getObject() == null
        && node.getType() != null
        && node.getType().getPluginClass() == UsdtAppender.class;
  }

  /** Returns whether an event of this level reaches the appender. */
  boolean reaches(LoggerConfig logger, Level level) {
    LoggerConfig each = logger;
    while (each != null) {
      if (leadsThere(each, level)) {
        return true;
      }
      each = each.isAdditive() ? each.getParent() : null;
    }
    return false;
  }

  private boolean leadsThere(LoggerConfig logger, Level level) {
    boolean isReferenced = false;
    for (AppenderRef reference : logger.getAppenderRefs()) {
      if (names.contains(reference.getRef())) {
        isReferenced = true;
        Level least = reference.getLevel();
        if (least == null || level.intLevel() <= least.intLevel()) {
          return true;
        }
      }
    }
    // An appender that was added by a program has no reference.
    return !isReferenced && logger.getAppenders().keySet().stream().anyMatch(names::contains);
  }
}
