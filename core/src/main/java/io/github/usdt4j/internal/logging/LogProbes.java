package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.EventArguments;
import io.github.usdt4j.internal.ProbeException;
import io.github.usdt4j.internal.Reason;
import io.github.usdt4j.internal.attachment.AttachedLevels;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.attachment.Levels;
import io.github.usdt4j.internal.attachment.ProbeSite;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps the probes of one appender: those of its root provider, and those of each logger's own. Ask
 * the {@link Gate} first, then {@link #isWatched} or {@link #watched}, and make an {@link
 * EventView} only when the answer is yes.
 */
public final class LogProbes implements AutoCloseable {
  private static final int MOST_THREAD_NAMES = 1_000;

  private final Backend backend;
  private final Failures failures;
  private final ProviderProbes root;
  private final AttachedLevels rootLevels;
  private final AttachedLevels jsonLevels;
  private final LoggerRegistry loggers;
  private final KeptTexts threadNames;
  private final MdcRenderer mdc;
  private final String[] mdcArgs;
  private final int maxMessageBytes;
  private final int maxRecordBytes;
  private final boolean includeStackTrace;
  private final boolean includeCaller;
  private final boolean capturesBelowLevel;
  private final boolean capturesGuarded;

  private LogProbes(
      Backend backend, LogOptions options, LoggerSource source, Gate gate, Failures failures) {
    this.backend = backend;
    this.failures = failures;
    threadNames = new KeptTexts(backend, MOST_THREAD_NAMES);
    mdc = new MdcRenderer(options.keys());
    mdcArgs = options.mdcArgs().toArray(new String[LogOptions.MAX_MDC_ARGS]);
    maxMessageBytes = options.maxMessageBytes();
    maxRecordBytes = options.maxRecordBytes();
    includeStackTrace = options.includeStackTrace();
    includeCaller = options.isIncludeCaller();
    capturesBelowLevel = options.isCaptureBelowLevel();
    capturesGuarded = options.isCaptureBelowLevel() && options.isCaptureGuarded();
    root = ProviderProbes.acquire(backend, options.provider(), true);
    root.include(gate);
    rootLevels = new AttachedLevels(root.levels());
    jsonLevels = new AttachedLevels(root.jsonLevels());
    loggers = new LoggerRegistry(backend, options, source, gate, failures);
  }

  /**
   * Makes the probes of the root provider and of the loggers there are; a large number of loggers
   * is finished, and new ones are met, in the background. Where that fails the status says why.
   *
   * @param gate opened by attachments to these probes
   * @throws ProbeException when the backend cannot make the root provider's probes
   */
  public static LogProbes open(
      Backend backend, LogOptions options, LoggerSource source, Gate gate, Failures failures) {
    try {
      LogProbes probes = new LogProbes(backend, options, source, gate, failures);
      probes.loggers.start();
      return probes;
    } catch (ProbeException e) {
      Activity.failed(e.getMessage());
      throw e;
    }
  }

  /** Ends the thread that meets new loggers; false when it has not ended in that time. */
  public static boolean endThread(Duration longest) {
    return Sweeper.end(longest);
  }

  /**
   * Returns why these probes are in memory only and what to do, or an empty text when they are in a
   * file.
   */
  public String inMemory() {
    return Reason.inMemory(backend, ProviderProbes.MODULE);
  }

  /** Returns whether events that the configuration disables fire too. */
  public boolean capturesBelowLevel() {
    return capturesBelowLevel;
  }

  /** Returns whether a guard below its level may be answered with yes for a tracer. */
  public boolean capturesGuarded() {
    return capturesGuarded;
  }

  /**
   * Tells whether a tracer watches this logger at this level. It costs a few nanoseconds and no
   * heap when none does, and comes after a question to the gate.
   */
  public boolean isWatched(String logger, int level) {
    AttachedLevels own = loggers.levels(logger, rootLevels);
    return (rootLevels.at(level) | jsonLevels.at(level) | own.at(level)) != 0
        && watched(logger, level) != null;
  }

  /** Returns what a tracer watches of this logger at this level, or null when none does. */
  public WatchedProbes watched(String logger, int level) {
    LoggerEntry entry = loggers.entry(logger);
    if (!entry.isShown()) {
      return null;
    }
    ProviderProbes own = entry.own();
    ProbeSite rootSite = patched(root.site(level));
    ProbeSite jsonSite = jsonLevels.at(level) == 0 ? null : patched(root.jsonSite(level));
    ProbeSite ownSite = own == null ? null : patched(own.site(level));
    return rootSite == null && jsonSite == null && ownSite == null
        ? null
        : new WatchedProbes(entry, level, rootSite, jsonSite, ownSite);
  }

  /**
   * Renders an event and fires it, unless this thread renders one already. It never throws.
   *
   * @param isCopy whether the event is for tracers alone, and the framework makes its own when
   *     others are to see it
   * @param view shows what the source is; null when the appender is to fire nothing of it
   * @param once null, or what keeps an event that arrives by several ways from firing twice
   */
  public <S> void fire(
      WatchedProbes watched,
      boolean belowLevel,
      boolean isCopy,
      S source,
      Function<S, EventView> view,
      OncePerEvent once) {
    byte[] state = Rendering.begin(belowLevel || isCopy);
    if (state == null) {
      return;
    }
    List<WeakReference<Gate>> held = List.of();
    try {
      held = Gate.hold();
      EventView shown = view.apply(source);
      if (shown == null) {
        return;
      }
      EventView event = new SafeView(shown, watched.logger().name(), failures);
      if (!isCopy) {
        event.prepare();
      }
      state[0] = Rendering.SILENT;
      ProbeSite first = due(watched.root(), once);
      ProbeSite second = due(watched.own(), once);
      if (first != null || second != null) {
        fireArguments(watched, first, second, belowLevel, event);
      }
      if (due(watched.json(), once) != null) {
        String record = json(watched, belowLevel, event);
        Activity.fired(
            backend.fireMixed(
                watched.json().address(),
                1,
                1,
                maxRecordBytes,
                0,
                0,
                0,
                0,
                record,
                null,
                null,
                null));
      }
    } catch (Throwable e) {
      failures.report("an event of " + watched.logger().name() + " could not be rendered", e);
    } finally {
      state[0] = Rendering.NONE;
      Gate.release(held);
    }
  }

  @Override
  public void close() {
    loggers.close();
    root.release();
  }

  private static ProbeSite patched(ProbeSite site) {
    return site.isPatched() ? site : null;
  }

  private static ProbeSite due(ProbeSite site, OncePerEvent once) {
    return site != null && (once == null || once.isFirst(site)) ? site : null;
  }

  private void fireArguments(
      WatchedProbes watched,
      ProbeSite first,
      ProbeSite second,
      boolean belowLevel,
      EventView event) {
    Map<String, String> context = event.context();
    Map<String, String> pairs = event.pairs();
    String message = event.message();
    String rendered = render(context, pairs);
    String threadName = event.threadName();
    long thread = threadNames.address(threadName);
    String throwable = event.throwable();
    // All else has been asked for: the room is for few threads at a time.
    try (EventArguments arguments = backend.event(maxMessageBytes)) {
      arguments.text(EventArgument.MESSAGE, message);
      text(arguments, EventArgument.LOGGER, watched.logger().name(), watched.logger().text());
      arguments.word(EventArgument.LEVEL, Levels.argument(watched.level(), belowLevel));
      arguments.text(EventArgument.CONTEXT, nullWhenEmpty(rendered));
      text(arguments, EventArgument.THREAD, threadName, thread);
      arguments.text(EventArgument.THROWABLE, nullWhenEmpty(throwable));
      for (int i = 0; i < mdcArgs.length; i++) {
        arguments.text(EventArgument.MDC.get(i), argument(i, context, pairs));
      }
      fire(first, arguments);
      fire(second, arguments);
    }
  }

  private String render(Map<String, String> context, Map<String, String> pairs) {
    try {
      return mdc.render(context, pairs);
    } catch (RuntimeException e) {
      // A map of the application's that changes meanwhile.
      return SafeText.failed("mdc", e);
    }
  }

  private static void fire(ProbeSite site, EventArguments arguments) {
    if (site != null) {
      Activity.fired(Integer.bitCount(arguments.fire(site.address())));
    }
  }

  /** Gives a text by its address in native memory, or where it has none as it is. */
  private static void text(
      EventArguments arguments, EventArgument argument, String text, long address) {
    if (address == 0) {
      arguments.text(argument, text);
    } else {
      arguments.interned(argument, address);
    }
  }

  /** Turns an empty text into null: both arrive as the same, and null costs nothing. */
  private static String nullWhenEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private String argument(int i, Map<String, String> context, Map<String, String> pairs) {
    String key = mdcArgs[i];
    if (key == null) {
      return null;
    }
    String pair = pairs.get(key);
    return pair != null ? pair : context.get(key);
  }

  private String json(WatchedProbes watched, boolean belowLevel, EventView event) {
    JsonRecord json =
        new JsonRecord(maxRecordBytes)
            .text("time", event.instant().toString())
            .text("level", Levels.name(watched.level()))
            .text("levelName", event.levelName());
    if (belowLevel) {
      json.literal("below", "true");
    }
    json.text("logger", watched.logger().name())
        .text("thread", event.threadName())
        .text("message", event.message())
        .text("throwable", event.throwable())
        .object("mdc", visible("mdc", event.context()))
        .object("pairs", visible("pairs", event.pairs()))
        .list("markers", event.markers());
    if (includeCaller) {
      json.text("caller", event.caller());
    }
    if (includeStackTrace) {
      json.text("stack", event.stackTrace());
    }
    return json.render();
  }

  private Map<String, String> visible(String what, Map<String, String> entries) {
    try {
      return mdc.visible(entries);
    } catch (RuntimeException e) {
      // A map of the application's that changes meanwhile.
      return Map.of(what, SafeText.failed(what, e));
    }
  }
}
