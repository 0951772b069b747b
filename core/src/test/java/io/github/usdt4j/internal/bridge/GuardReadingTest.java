package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What code does with the answer of a guard, read from the class file of {@link Sample}. */
final class GuardReadingTest {
  private static final int NONE = 0;
  private static final int DEBUG = 2;
  private static final int INFO = 3;
  private static final int WARN = 4;
  private static final int FATAL = 6;

  interface Log {
    boolean isDebugEnabled();

    boolean isTraceEnabled();

    void log(Level level, String message);

    void trace(String message);

    void debug(String message);

    void info(String message);

    void warn(String message);

    void orderRefused(String order);
  }

  enum Level {
    DEBUG,
    INFO
  }

  /** The ways in which guards are asked. */
  @SuppressWarnings("unused")
  private static final class Sample {
    private Log log;
    private boolean isFine;
    private int count;

    void plain() {
      if (log.isDebugEnabled()) {
        log.debug("guarded");
      }
      log.info("after");
    }

    void loop() {
      for (int i = 0; i < count; i++) {
        if (log.isDebugEnabled()) {
          log.debug("guarded");
        }
        log.info("in the loop");
      }
      log.warn("after");
    }

    void afterReturn() {
      if (!log.isDebugEnabled()) {
        return;
      }
      log.debug("guarded");
    }

    void traceOrDebug() {
      if (log.isTraceEnabled()) {
        log.trace("much");
      } else {
        log.debug("little");
      }
    }

    void and() {
      if (count > 0 && log.isDebugEnabled() && isFine) {
        log.debug("guarded");
      }
    }

    void variable() {
      boolean isDebug = log.isDebugEnabled();
      count++;
      if (isDebug) {
        log.debug("guarded");
      }
      log.info("after");
    }

    void failureOfWhatIsLogged() {
      if (log.isDebugEnabled()) {
        log.debug(described());
      }
    }

    String described() {
      if (count < 0) {
        log.warn("negative");
      }
      return "described";
    }

    void handled() {
      if (log.isDebugEnabled()) {
        try {
          log.debug("guarded");
        } catch (IllegalStateException e) {
          log.warn("failed");
        }
      }
    }

    void levelConstant() {
      if (log.isDebugEnabled()) {
        log.log(Level.DEBUG, "guarded");
      }
    }

    void bySwitch() {
      switch (count) {
        case 1, 2, 3 -> {
          if (log.isDebugEnabled()) {
            log.debug("few");
          }
        }
        case 1000, 100_000 -> log.info("many");
        default -> count = 0;
      }
    }

    void otherwiseInfo() {
      if (log.isDebugEnabled()) {
        log.debug("much");
      } else {
        log.info("little");
      }
    }

    void otherwiseWarn() {
      if (!log.isDebugEnabled()) {
        log.warn("little");
      } else {
        log.debug("much");
      }
    }

    void infoInside() {
      if (log.isDebugEnabled()) {
        log.info("guarded");
      }
    }

    void infoAfterReturn() {
      if (log.isDebugEnabled()) {
        log.debug("much");
        return;
      }
      log.info("little");
    }

    void infoBehindReturn() {
      if (!log.isDebugEnabled()) {
        return;
      }
      log.info("much");
    }

    void andOtherwise() {
      if (log.isDebugEnabled() && isFine) {
        log.debug("much");
      } else {
        log.info("little");
      }
    }

    void orOtherwise() {
      if (log.isDebugEnabled() || isFine) {
        log.debug("much");
      } else {
        log.info("little");
      }
    }

    void variableOtherwise() {
      boolean isDebug = log.isDebugEnabled();
      count++;
      if (isDebug) {
        log.debug("much");
      } else {
        log.info("little");
      }
    }

    void madeVariableOtherwise() {
      boolean isDebug = count > 0 && log.isDebugEnabled();
      count++;
      if (isDebug) {
        log.debug("much");
      } else {
        log.info("little");
      }
    }

    void field() {
      isFine = log.isDebugEnabled();
    }

    void otherwiseOfField() {
      if (isFine) {
        log.debug("much");
      } else {
        log.warn("little");
      }
    }

    void messageOfItsOwn() {
      if (log.isDebugEnabled()) {
        log.orderRefused("much");
      }
    }

    void otherwiseMessageOfItsOwn() {
      if (log.isDebugEnabled()) {
        log.debug("much");
      } else {
        log.orderRefused("little");
      }
    }

    void choice() {
      String text = log.isDebugEnabled() ? "much" : "little";
      log.info(text);
    }

    void otherwiseHelper() {
      if (log.isDebugEnabled()) {
        log.debug("much");
      } else {
        summary();
      }
    }

    void summary() {
      log.info("little");
    }

    void otherwiseLevelConstant() {
      if (log.isDebugEnabled()) {
        log.debug("much");
      } else {
        log.log(Level.INFO, "little");
      }
    }

    void inLoopOtherwise() {
      while (count > 0) {
        count--;
        if (log.isDebugEnabled()) {
          log.debug("much");
          continue;
        }
        log.info("little");
      }
      log.warn("after");
    }

    boolean returned() {
      return log.isDebugEnabled();
    }

    boolean returnedNegated() {
      return !log.isDebugEnabled();
    }

    boolean returnedVariable() {
      boolean isDebug = log.isDebugEnabled();
      count++;
      return isDebug;
    }
  }

  private static byte[] bytes() throws IOException {
    String name = Sample.class.getName();
    try (InputStream in =
        Sample.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
      return in.readAllBytes();
    }
  }

  private static ClassFile file(byte[] bytes) throws IOException {
    return ClassFile.read(new ByteArrayInputStream(bytes));
  }

  /** Returns where a method asks a guard. */
  private static List<Integer> guards(ClassFile file, MethodCode code) {
    List<Integer> guards = new ArrayList<>();
    for (int at = 0; at < code.code().length; at = code.next(at)) {
      if (code.opcode(at) == MethodCode.INVOKEINTERFACE
          && file.member(code.unsigned(at + 1, 2)).name().endsWith("Enabled")) {
        guards.add(at);
      }
    }
    return guards;
  }

  private static GuardUse use(String method) throws IOException {
    ClassFile file = file(bytes());
    MethodCode code =
        file.codes().stream().filter(each -> each.name().equals(method)).findFirst().orElseThrow();
    List<Integer> guards = guards(file, code);
    assertThat(guards).hasSize(1);
    return GuardReading.of(file, method, guards.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "plain, " + DEBUG,
    "loop, " + DEBUG,
    "afterReturn, " + DEBUG,
    "traceOrDebug, " + DEBUG,
    "and, " + DEBUG,
    "variable, " + DEBUG,
    "failureOfWhatIsLogged, " + DEBUG,
    "handled, " + DEBUG,
    "levelConstant, " + DEBUG,
    "bySwitch, " + DEBUG,
    "messageOfItsOwn, " + NONE,
    "otherwiseMessageOfItsOwn, " + FATAL,
    "choice, " + NONE,
    "otherwiseInfo, " + INFO,
    "otherwiseWarn, " + WARN,
    "infoInside, " + INFO,
    "infoAfterReturn, " + INFO,
    "infoBehindReturn, " + INFO,
    "andOtherwise, " + INFO,
    "orOtherwise, " + INFO,
    "variableOtherwise, " + INFO,
    "madeVariableOtherwise, " + INFO,
    "field, " + WARN,
    "otherwiseHelper, " + INFO,
    "otherwiseLevelConstant, " + INFO,
    "inLoopOtherwise, " + INFO
  })
  void use_ofAGuard_isTheHighestLevelOfOneAnswer(String method, int highest) throws IOException {
    assertThat(use(method)).isEqualTo(new GuardUse(highest, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"returned", "returnedNegated", "returnedVariable"})
  void use_ofAnAnswerThatIsReturned_isUpToTheCaller(String method) throws IOException {
    assertThat(use(method)).isEqualTo(new GuardUse(NONE, true));
  }

  @Test
  void use_ofAnotherPlaceThanACall_isUnknown() throws IOException {
    ClassFile file = file(bytes());
    Consumer<Integer> assertUnknown =
        at -> assertThat(GuardReading.of(file, "plain", at)).isEqualTo(GuardUse.UNKNOWN);

    assertUnknown.accept(0);
    assertUnknown.accept(2);
    assertUnknown.accept(-1);
    assertUnknown.accept(100_000);
  }

  /** The file may be another one than that of the class, and damaged. */
  @Test
  void use_ofDamagedCode_endsOrThrowsAsItShould() throws IOException {
    byte[] whole = bytes();
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = whole.clone();
      for (int j = 0; j < 3; j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      tryToUse(changed);
    }
  }

  private static void tryToUse(byte[] bytes) {
    try {
      ClassFile file = file(bytes);
      for (MethodCode code : file.codes()) {
        for (int at : guards(file, code)) {
          GuardReading.of(file, code.name(), at);
        }
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // As it should be.
    }
  }
}
