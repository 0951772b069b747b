package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.FormattedMessage;
import org.apache.logging.log4j.message.FormattedMessageFactory;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.message.MessageFormatMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ParameterizedNoReferenceMessageFactory;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringFormattedMessage;
import org.apache.logging.log4j.message.StringFormatterMessageFactory;
import org.apache.logging.log4j.message.StringMapMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of messages, the thread's context, markers and levels. */
class MessagesTest {
  private final Contexts contexts = contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);
  private final AtomicInteger runs = new AtomicInteger();

  Contexts contexts() {
    return Contexts.plain("mdcArgs='tenant'");
  }

  @BeforeEach
  void attach() {
    contexts.attach("log:debug");
    contexts.attach("log:warn");
  }

  @AfterEach
  void close() {
    ThreadContext.clearAll();
    contexts.close();
  }

  private List<Object> event(String probe) {
    contexts.shown();
    assertThat(contexts.events("log", probe)).hasSize(1);
    return contexts.events("log", probe).get(0);
  }

  @Test
  void messageFactory_ofTheLogger_isUsed() {
    Logger formatter =
        contexts.context.getLogger("com.acme.Format", StringFormatterMessageFactory.INSTANCE);

    formatter.debug("%05d %s", 42, "x");

    assertThat(event("debug").get(0)).isEqualTo("00042 x");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("a {}", log -> log.logIfEnabled("fqcn", Level.DEBUG, null, "a {}")),
        mistake("1 {}", log -> log.debug("{} {}", 1)),
        mistake("1 {} {}", log -> log.debug("{} {} {}", new Object[] {1})),
        mistake("1 {}", log -> log.debug("{} {}", (Object[]) new Integer[] {1})),
        mistake("100%", log -> log.printf(Level.DEBUG, "100%", (Object[]) null)),
        mistake("1", log -> log.debug("{}", 1, 2)),
        mistake("a", log -> log.debug("a", 1)),
        mistake("1 {}", log -> log.debug(new ParameterizedMessage("{} {}", 1))),
        mistake("a {}", log -> log.debug(new ParameterizedMessage("a {}"))),
        mistake("%d %d", log -> log.printf(Level.DEBUG, "%d %d", 1)),
        mistake("%d", log -> log.debug(new StringFormattedMessage("%d", "x"))),
        mistake("%d", log -> log.debug(new FormattedMessage("%d", "x"))),
        mistake("1 {}", log -> log.debug(new FormattedMessage("{} {}", 1))),
        mistake("{0,number}", log -> log.debug(new FormattedMessage("{0,number}", "x"))),
        mistake("{0,number}", log -> log.debug(new MessageFormatMessage("{0,number}", "x"))),
        mistake("1 {}", log -> made(log, new ParameterizedNoReferenceMessageFactory(), "{} {}")),
        mistake("1 {}", log -> made(log, new FormattedMessageFactory(), "{} {}")));
  }

  /** Logs by a logger beside that one, whose messages are another factory's. */
  private static void made(Logger logger, MessageFactory factory, String text) {
    logger
        .getContext()
        .getLogger("com.acme." + factory.getClass().getName(), factory)
        .debug(text, 1);
  }

  private static Arguments mistake(String text, Consumer<Logger> call) {
    return Arguments.of(text, call);
  }

  /** At its level, Log4j reports it; below, only a tracer has it rendered. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void argumentsThatDoNotFit_belowLevel_areReportedByNobody(String text, Consumer<Logger> call) {
    call.accept(logger);

    assertThat(event("debug").get(0)).isEqualTo(text);
    assertThat(contexts.statuses()).isEmpty();
  }

  @Test
  void argumentsThatDoNotFit_throwableAtTheEnd_isTheThrowable() {
    logger.debug("{}", 1, 2, new IllegalStateException("no"));
    assertThat(event("debug").get(0)).isEqualTo("1");
    assertThat(event("debug").get(7)).isEqualTo("java.lang.IllegalStateException: no");
    assertThat(contexts.statuses()).isEmpty();
  }

  /** Filters are told a text and arguments, as of any other call. */
  @Test
  void printf_anyLevel_isFormatted() {
    logger.printf(Level.DEBUG, "%05d %s 100%%", 42, "x");
    logger.printf(Level.WARN, MarkerManager.getMarker("M"), "%s{}", "x");

    assertThat(event("debug").get(0)).isEqualTo("00042 x 100%");
    assertThat(event("warn").get(0)).isEqualTo("x{}");
  }

  @Test
  void percentSign_elsewhere_isText() {
    logger.debug("100%d of {}", 42);

    assertThat(event("debug").get(0)).isEqualTo("100%d of 42");
  }

  @Test
  void supplier_nobodyAttached_doesNotRun() {
    logger.trace(() -> "t" + runs.incrementAndGet());
    contexts.detach("log:debug");
    logger.debug(() -> "d" + runs.incrementAndGet());

    assertThat(runs).hasValue(0);
  }

  @Test
  void supplier_attached_runsOnce() {
    logger.debug(() -> "d" + runs.incrementAndGet());

    assertThat(event("debug").get(0)).isEqualTo("d1");
    assertThat(runs).hasValue(1);
  }

  /** What the thread is about to log is not written over. */
  @Test
  void reusableMessage_nestedCallFires_isKept() {
    Logger reusing = contexts.context.getLogger("com.acme.Reuse", ReusableMessageFactory.INSTANCE);
    Object argument =
        new Object() {
          @Override
          public String toString() {
            reusing.debug("inside {}", 1);
            reusing.debug("inside");
            return "v";
          }
        };

    reusing.warn("outside {} {}", argument, 2);

    assertThat(contexts.shown()).containsExactly("outside v 2");
    assertThat(contexts.fired("log", "warn")).containsExactly("outside v 2");
  }

  @Test
  void reusableMessage_handedOver_isReadAndNotChanged() {
    ReusableMessageFactory factory = ReusableMessageFactory.INSTANCE;
    Message message = factory.newMessage("a {} c", "b");

    logger.debug(message);

    assertThat(event("debug").get(0)).isEqualTo("a b c");
    assertThat(message.getFormattedMessage()).isEqualTo("a b c");
    assertThat(message.getParameters()).startsWith("b");
    ReusableMessageFactory.release(message);
  }

  @Test
  void throwable_supplied_isThere() {
    logger.debug(() -> new SimpleMessage("m"), new IllegalStateException("x"));

    assertThat(event("debug").get(7)).isEqualTo("java.lang.IllegalStateException: x");
  }

  @Test
  void threadContext_mapAndStack_areInTheContext() {
    ThreadContext.put("tenant", "acme corp");
    ThreadContext.push("outer");
    ThreadContext.push("inner");

    logger.debug("m");

    assertThat(event("debug").get(3)).isEqualTo("tenant=\"acme corp\" ndc=\"outer inner\"");
    assertThat(event("debug").get(4)).isEqualTo("acme corp");
  }

  @Test
  void threadContext_eventAtLevel_isThere() {
    ThreadContext.put("tenant", "acme");
    ThreadContext.push("outer");

    logger.warn("m");

    assertThat(event("warn").get(3)).isEqualTo("tenant=acme ndc=outer");
    assertThat(event("warn").get(4)).isEqualTo("acme");
    assertThat(event("warn").get(6)).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void mapMessage_pairs_areInTheContextAndWin() {
    ThreadContext.put("tenant", "acme");
    ThreadContext.put("request", "r1");

    logger.debug(new StringMapMessage().with("tenant", "globex").with("item", "green tea"));
    logger.warn(new StringMapMessage().with("tenant", "globex").with("item", "green tea"));

    for (String probe : List.of("debug", "warn")) {
      assertThat(event(probe).get(0)).isEqualTo("item=\"green tea\" tenant=\"globex\"");
      assertThat(event(probe).get(3)).isEqualTo("request=r1 item=\"green tea\" tenant=globex");
      assertThat(event(probe).get(4)).isEqualTo("globex");
    }
  }

  @Test
  void mapMessage_mapInAPair_hasKeysWithDots() {
    logger.debug(new ObjectMapMessage().with("order", Map.of("id", 7)));
    logger.warn(new ObjectMapMessage().with("order", Map.of("id", 7)));

    assertThat(event("debug").get(3)).isEqualTo("order.id=7");
    assertThat(event("warn").get(3)).isEqualTo("order.id=7");
  }

  private static final class ObjectMapMessage extends MapMessage<ObjectMapMessage, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public ObjectMapMessage newInstance(Map<String, Object> map) {
      return new ObjectMapMessage();
    }
  }

  @Test
  void marker_andItsParents_areInTheRecord() {
    contexts.attach("log:debug_json");
    Marker parent = MarkerManager.getMarker("AUDIT");

    logger.debug(MarkerManager.getMarker("LOGIN").addParents(parent), "m");

    assertThat(contexts.fired("log", "debug_json").toString())
        .contains("\"markers\":[\"LOGIN\",\"AUDIT\"]");
  }

  @Test
  void ownLevel_firesTheNearestAsVerboseAndKeepsItsName() {
    contexts.attach("log:info");
    contexts.attach("log:info_json");
    contexts.attach("log:trace_json");
    Level notice = Level.forName("NOTICE", 350);
    Level finest = Level.forName("FINEST", 700);

    logger.log(notice, "n");
    logger.log(finest, "f");

    contexts.shown();
    assertThat(contexts.events("log", "info").get(0).get(2)).isEqualTo(20L);
    assertThat(contexts.fired("log", "info_json").toString())
        .contains("\"level\":\"info\",\"levelName\":\"NOTICE\"");
    assertThat(contexts.fired("log", "trace_json").toString())
        .contains("\"level\":\"trace\",\"levelName\":\"FINEST\",\"below\":true");
  }

  @Test
  void oddLevels_neverThrow() {
    contexts.attach("log:trace");
    contexts.attach("log:fatal");

    logger.log((Level) null, "null");
    logger.log(Level.ALL, "all");
    logger.log(Level.OFF, "off");

    assertThat(contexts.shown()).containsExactly("off");
    assertThat(contexts.fired("log", "trace")).containsExactly("all");
    assertThat(contexts.fired("log", "fatal")).containsExactly("off");
  }
}
