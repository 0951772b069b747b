package io.github.usdt4j.log4j2;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.FailoverAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewriteAppender;
import org.apache.logging.log4j.core.appender.routing.Route;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilterable;

/**
 * Tells whether the events of a logger reach an appender: by a reference of the logger or of one
 * above it, up to the first without additivity, and through appenders that hand on. What filters of
 * loggers, references and appenders on that way deny is denied for tracers, too.
 */
final class Reach {
  /** No reference has a level that keeps this one back. */
  private static final Level ANY = Level.OFF;

  private final Configuration configuration;

  /** The names by which loggers may reference what leads to the appender, its own among them. */
  private final Set<String> names = new HashSet<>();

  private boolean isBehindRewrite;

  Reach(Configuration configuration, String appender) {
    this.configuration = configuration;
    names.add(appender);
    int before;
    do {
      before = names.size();
      addThoseThatHandOn();
    } while (names.size() > before);
  }

  private void addThoseThatHandOn() {
    configuration.getAppenders().forEach(this::addIfItHandsOn);
  }

  private void addIfItHandsOn(String name, Appender appender) {
    if (appender instanceof AsyncAppender async) {
      addIf(name, Stream.of(async.getAppenderRefStrings()).anyMatch(names::contains));
    } else if (appender instanceof RoutingAppender routing) {
      addIf(name, Stream.of(routing.getRoutes().getRoutes()).anyMatch(this::leadsThere));
    } else if (appender instanceof RewriteAppender) {
      boolean leadsThere = leadsThere(appender, "appenderRefs");
      isBehindRewrite |= leadsThere;
      addIf(name, leadsThere);
    } else if (appender instanceof FailoverAppender) {
      addIf(name, leadsThere(appender, "primaryRef") || leadsThere(appender, "failovers"));
    }
  }

  private void addIf(String name, boolean leadsThere) {
    if (leadsThere) {
      names.add(name);
    }
  }

  private boolean leadsThere(Route route) {
    if (route.getAppenderRef() != null) {
      return names.contains(route.getAppenderRef());
    }
    // It makes its own appender when an event takes it.
    return route.getNode().getChildren().stream()
        .anyMatch(
            child ->
                child.getType() != null && child.getType().getPluginClass() == UsdtAppender.class);
  }

  /**
   * Returns whether an appender's field names what leads there: a text, a reference, or an array of
   * them. Some appenders tell nobody; where the field cannot be read, it is taken for granted.
   */
  private boolean leadsThere(Appender appender, String field) {
    try {
      Field references = appender.getClass().getDeclaredField(field);
      references.setAccessible(true);
      Object value = references.get(appender);
      return value instanceof Object[] all ? Stream.of(all).anyMatch(this::isName) : isName(value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return true;
    }
  }

  private boolean isName(Object reference) {
    return names.contains(reference instanceof AppenderRef named ? named.getRef() : reference);
  }

  /**
   * Returns whether no logger references what leads to the appender, although the configuration is
   * complete. A program that adds appenders to one that runs may reference them later.
   */
  boolean isForgotten() {
    return !configuration.isStarted()
        && configuration.getLoggers().values().stream()
            .noneMatch(
                logger ->
                    logger.getAppenders().keySet().stream().anyMatch(names::contains)
                        || logger.getAppenderRefs().stream()
                            .anyMatch(reference -> names.contains(reference.getRef())));
  }

  /** Returns whether events may come to the appender changed by an appender in front of it. */
  boolean isBehindRewrite() {
    return isBehindRewrite;
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

  /**
   * Returns whether filters deny an event on each way that leads to the appender, whatever its
   * level; where none leads there, whether the filter of its own logger does.
   */
  boolean denies(LogEvent event) {
    boolean isDenied = false;
    LoggerConfig own = configuration.getLoggerConfig(event.getLoggerName());
    LoggerConfig each = own;
    while (each != null && !each.isFiltered(event)) {
      if (passes(each, event)) {
        return false;
      }
      isDenied |= leadsThere(each, ANY);
      each = each.isAdditive() ? each.getParent() : null;
    }
    return isDenied || each == own || reaches(each, ANY);
  }

  /** Returns whether an event passes by one of a logger's references. */
  private boolean passes(LoggerConfig logger, LogEvent event) {
    boolean isReferenced = false;
    for (AppenderRef reference : logger.getAppenderRefs()) {
      if (names.contains(reference.getRef())) {
        isReferenced = true;
        if (!isDeniedBy(reference.getFilter(), event) && !isDeniedInFront(reference, event)) {
          return true;
        }
      }
    }
    return !isReferenced && logger.getAppenders().keySet().stream().anyMatch(names::contains);
  }

  private static boolean isDeniedBy(Filter filter, LogEvent event) {
    return filter != null && filter.filter(event) == Filter.Result.DENY;
  }

  /** Returns whether the filter of an appender that hands on keeps an event. */
  private boolean isDeniedInFront(AppenderRef reference, LogEvent event) {
    Appender appender = configuration.getAppender(reference.getRef());
    return !(appender instanceof UsdtAppender)
        && appender instanceof AbstractFilterable filterable
        && filterable.isFiltered(event);
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
