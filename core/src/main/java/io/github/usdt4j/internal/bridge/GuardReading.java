package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.attachment.Levels;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a method does with the answer of a guard, by its code: which levels it logs at
 * only after one of the two answers. A guard that is opened for a tracer must not decide about what
 * the log shall have, as in {@code if (log.isDebugEnabled()) {...} else {log.info(...);}}.
 *
 * <p>What the answer decides about ends where both ways meet again. An answer that is kept in a
 * variable or a field is followed to where that is asked. Handlers of exceptions, and what other
 * classes do, are not looked at.
 */
final class GuardReading {
  /** How deep calls of the class's own methods are followed. */
  private static final int DEPTH = 3;

  /** Beyond so many bytes it is not looked for where two ways meet. */
  private static final int LONGEST = 16_384;

  private static final Pattern LEVEL =
      Pattern.compile(
          "(?:log|at)?(trace|finest|finer|debug|fine|info|config|warn|warning|error|severe|fatal)[fv]?");

  private static final Map<String, Integer> LEVELS = levels();

  private final ClassFile file;

  /** The highest level that only one answer logs at; 0 for none. */
  private int highest;

  private boolean isReturned;

  /** What was followed: branches, variables, and fields; no records, whose equals holds on. */
  private final Set<List<Object>> followed = new HashSet<>();

  private GuardReading(ClassFile file) {
    this.file = file;
  }

  private static Map<String, Integer> levels() {
    Map<String, Integer> levels = new TreeMap<>();
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      levels.put(Levels.name(level), level);
    }
    levels.put("finest", Levels.TRACE);
    levels.put("finer", Levels.TRACE);
    levels.put("fine", Levels.DEBUG);
    levels.put("config", Levels.INFO);
    levels.put("warning", Levels.WARN);
    levels.put("severe", Levels.ERROR);
    return levels;
  }

  /**
   * Looks at a call in a class, and at what becomes of its answer.
   *
   * @param method the name of the method that has the call; of several, those are meant that have
   *     such a call there
   * @param at where the call is, in bytes
   */
  static GuardUse of(ClassFile file, String method, int at) {
    GuardReading reading = new GuardReading(file);
    for (MethodCode code : file.codes()) {
      if (code.name().equals(method) && reading.isQuestion(code, at)) {
        reading.follow(code, code.next(at), true);
      }
    }
    return new GuardUse(reading.highest, reading.isReturned);
  }

  /** Returns whether there is a call whose answer is a boolean: the file may not be what runs. */
  private boolean isQuestion(MethodCode code, int at) {
    for (int each = 0; each < code.code().length; each = code.next(each)) {
      if (each == at) {
        return isCall(code, at)
            && file.member(code.unsigned(at + 1, 2)).descriptor().endsWith(")Z");
      }
    }
    return false;
  }

  private static boolean isCall(MethodCode code, int at) {
    int opcode = code.opcode(at);
    return opcode >= MethodCode.INVOKEVIRTUAL && opcode <= MethodCode.INVOKEINTERFACE;
  }

  /**
   * Follows an answer that an instruction finds on the stack.
   *
   * @param isPlain whether it is the answer itself, and not one that was made of it
   */
  private void follow(MethodCode code, int at, boolean isPlain) {
    int opcode = code.opcode(at);
    switch (opcode) {
      case MethodCode.IFEQ -> branch(code, code.next(at), code.target(at), isPlain);
      case MethodCode.IFNE -> branch(code, code.target(at), code.next(at), isPlain);
      case MethodCode.GOTO -> {
        if (code.target(at) > at) {
          follow(code, code.target(at), isPlain);
        }
      }
      case MethodCode.IRETURN -> isReturned = true;
      case MethodCode.PUTSTATIC, MethodCode.PUTFIELD ->
          followField(file.member(code.unsigned(at + 1, 2)));
      default -> {
        int variable = variable(code, at, MethodCode.ISTORE, MethodCode.ISTORE_0);
        if (variable >= 0) {
          followVariable(code, variable);
        }
      }
    }
  }

  /** Returns the number of the variable of a load or a store; negative for other instructions. */
  private static int variable(MethodCode code, int at, int general, int first) {
    int opcode = code.opcode(at);
    if (opcode == general) {
      return code.unsigned(at + 1, 1);
    }
    return opcode >= first && opcode < first + 4 ? opcode - first : -1;
  }

  private void followVariable(MethodCode code, int number) {
    if (!followed.add(List.of(code, number))) {
      return;
    }
    for (int at = 0; at < code.code().length; at = code.next(at)) {
      if (variable(code, at, MethodCode.ILOAD, MethodCode.ILOAD_0) == number) {
        follow(code, code.next(at), true);
      }
    }
  }

  private void followField(ClassFile.Member field) {
    if (!followed.add(List.of(field.owner(), field.name()))) {
      return;
    }
    for (MethodCode code : file.codes()) {
      for (int at = 0; at < code.code().length; at = code.next(at)) {
        int opcode = code.opcode(at);
        if ((opcode == MethodCode.GETSTATIC || opcode == MethodCode.GETFIELD)
            && field.isSame(file.member(code.unsigned(at + 1, 2)))) {
          follow(code, code.next(at), true);
        }
      }
    }
  }

  private void branch(MethodCode code, int yes, int no, boolean isPlain) {
    if (!followed.add(List.of(code, yes, no))) {
      return;
    }
    if (code.code().length > LONGEST) {
      highest = Levels.FATAL;
      return;
    }
    int meeting = meeting(code, yes, no);
    BitSet behindYes = code.reachable(yes, meeting);
    BitSet behindNo = code.reachable(no, meeting);
    look(code, behindYes, 0);
    // What a guarded statement calls may log a failure of its own.
    look(code, behindNo, isPlain ? DEPTH : 0);
    lookForOwnMessages(code, behindNo);
    if (meeting >= 0 && makesAnswer(code, behindYes) && makesAnswer(code, behindNo)) {
      follow(code, meeting, false);
    }
  }

  /** Returns whether those instructions put true or false on the stack. */
  private static boolean makesAnswer(MethodCode code, BitSet among) {
    for (int at = among.nextSetBit(0); at >= 0; at = among.nextSetBit(at + 1)) {
      if (code.opcode(at) == MethodCode.ICONST_0 || code.opcode(at) == MethodCode.ICONST_1) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first instruction that both ways come to, whatever they do; -1 for the end. */
  private static int meeting(MethodCode code, int yes, int no) {
    int meeting = -1;
    for (int next = nearer(code, yes, no, -1); next >= 0; next = nearer(code, yes, no, meeting)) {
      meeting = next;
    }
    return meeting;
  }

  /** Returns an instruction that both ways come to in front of that one; -1 when there is none. */
  private static int nearer(MethodCode code, int yes, int no, int meeting) {
    BitSet common = code.reachable(yes, meeting);
    common.and(code.reachable(no, meeting));
    for (int at = common.nextSetBit(0); at >= 0; at = common.nextSetBit(at + 1)) {
      if (isPassed(code, yes, at, meeting) && isPassed(code, no, at, meeting)) {
        return at;
      }
    }
    return -1;
  }

  /** Returns whether a way comes to an instruction before it comes to that one, or to the end. */
  private static boolean isPassed(MethodCode code, int from, int at, int meeting) {
    BitSet before = code.reachable(from, at);
    return meeting < 0 ? !code.ends(before) : !before.get(meeting);
  }

  /** Looks at which levels those instructions log, and what they call in this class. */
  private void look(MethodCode code, BitSet among, int depth) {
    for (int at = among.nextSetBit(0); at >= 0; at = among.nextSetBit(at + 1)) {
      if (code.opcode(at) == MethodCode.GETSTATIC) {
        ClassFile.Member field = file.member(code.unsigned(at + 1, 2));
        if (field.owner().endsWith("Level")) {
          noteLevel(field.name());
        }
      } else if (isCall(code, at)) {
        ClassFile.Member method = file.member(code.unsigned(at + 1, 2));
        boolean isOwn = method.owner().equals(file.name());
        if (isOwn || isLogger(method.owner())) {
          noteLevel(method.name());
        }
        if (isOwn && depth > 0) {
          lookInto(method, depth - 1);
        }
      }
    }
  }

  /**
   * Looks for calls of a logger that tell no level, as JBoss Logging's interfaces of messages have
   * them: where the guard's level is disabled, what they log is for the log.
   */
  private void lookForOwnMessages(MethodCode code, BitSet among) {
    for (int at = among.nextSetBit(0); at >= 0; at = among.nextSetBit(at + 1)) {
      if (isCall(code, at)) {
        ClassFile.Member method = file.member(code.unsigned(at + 1, 2));
        if (!method.owner().equals(file.name())
            && isLogger(method.owner())
            && method.descriptor().endsWith(")V")
            && !method.descriptor().contains("Level;")
            && !LEVEL.matcher(method.name().toLowerCase(Locale.ROOT)).matches()) {
          highest = Levels.FATAL;
        }
      }
    }
  }

  private void lookInto(ClassFile.Member method, int depth) {
    for (MethodCode code : file.codes()) {
      if (code.name().equals(method.name()) && code.code().length > 0) {
        look(code, code.reachable(0, -1), depth);
      }
    }
  }

  /** Whatever the logging interface, its logger is called something with Log. */
  private static boolean isLogger(String owner) {
    return owner.substring(owner.lastIndexOf('/') + 1).contains("Log");
  }

  private void noteLevel(String name) {
    Matcher level = LEVEL.matcher(name.toLowerCase(Locale.ROOT));
    if (level.matches()) {
      highest = Math.max(highest, LEVELS.get(level.group(1)));
    }
  }
}
