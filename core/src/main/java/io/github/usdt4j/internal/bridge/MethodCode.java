package io.github.usdt4j.internal.bridge;

import java.util.BitSet;

/**
 * Shows the instructions of a method as its class file has them, and how execution goes from one to
 * the next; handlers of exceptions are left out. Instructions are named by where they begin, in
 * bytes. The format is that of the Java Virtual Machine Specification, sections 4.7.3 and 6.5.
 */
final class MethodCode {
  static final int ICONST_0 = 3;
  static final int ICONST_1 = 4;
  static final int ILOAD = 21;
  static final int ILOAD_0 = 26;
  static final int ISTORE = 54;
  static final int ISTORE_0 = 59;
  static final int IFEQ = 153;
  static final int IFNE = 154;
  static final int GOTO = 167;
  static final int IRETURN = 172;
  static final int GETSTATIC = 178;
  static final int PUTSTATIC = 179;
  static final int GETFIELD = 180;
  static final int PUTFIELD = 181;
  static final int INVOKEVIRTUAL = 182;
  static final int INVOKEINTERFACE = 185;

  private static final int IINC = 132;
  private static final int JSR = 168;
  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int RETURN = 177;
  private static final int ATHROW = 191;
  private static final int WIDE = 196;
  private static final int IFNULL = 198;
  private static final int IFNONNULL = 199;
  private static final int GOTO_W = 200;
  private static final int JSR_W = 201;

  private final String name;
  private final byte[] code;

  MethodCode(String name, byte[] code) {
    this.name = name;
    this.code = code;
  }

  String name() {
    return name;
  }

  byte[] code() {
    return code;
  }

  /** How many bytes each kind of instruction has; 0 where that depends. */
  private static final String LENGTHS =
      "1".repeat(16)
          + "23"
          + "233"
          + "22222"
          + "1".repeat(28)
          + "22222"
          + "1".repeat(73)
          + "3"
          + "1".repeat(20)
          + "3".repeat(16)
          + "2"
          + "00"
          + "1".repeat(6)
          + "3".repeat(7)
          + "55"
          + "323"
          + "11"
          + "33"
          + "11"
          + "0"
          + "4"
          + "33"
          + "55";

  /** Returns the number that says what kind of instruction begins there. */
  int opcode(int at) {
    return code[at] & 0xff;
  }

  /** Returns the number of a constant, or of a local variable, that an instruction names. */
  int unsigned(int at, int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | (code[at + i] & 0xff);
    }
    return number;
  }

  /**
   * Returns where the instruction behind the one there begins.
   *
   * @throws IllegalArgumentException when that is not behind it, as in no code that runs
   */
  int next(int at) {
    int next = at + length(at);
    if (next <= at) {
      throw new IllegalArgumentException("an instruction without a length");
    }
    return next;
  }

  private int length(int at) {
    int table = table(at);
    return switch (opcode(at)) {
      case TABLESWITCH ->
          table - at + 12 + 4 * (unsigned(table + 8, 4) - unsigned(table + 4, 4) + 1);
      case LOOKUPSWITCH -> table - at + 8 + 8 * unsigned(table + 4, 4);
      case WIDE -> opcode(at + 1) == IINC ? 6 : 4;
      default -> LENGTHS.charAt(opcode(at)) - '0';
    };
  }

  /** Returns where a switch has its default, to which it aligns what it needs. */
  private static int table(int at) {
    return at + 4 - at % 4;
  }

  /** Returns where a branch leads when it is taken. */
  int target(int at) {
    return opcode(at) >= GOTO_W ? at + unsigned(at + 1, 4) : at + (short) unsigned(at + 1, 2);
  }

  /** Marks where execution may go on behind an instruction; nowhere from the end of a method. */
  void follow(int at, BitSet to) {
    int opcode = opcode(at);
    if (opcode == TABLESWITCH || opcode == LOOKUPSWITCH) {
      int table = table(at);
      to.set(at + unsigned(table, 4));
      int step = opcode == TABLESWITCH ? 4 : 8;
      // A lookup has a number in front of each target, a table the lowest and the highest one.
      for (int each = table + 12; each < next(at); each += step) {
        to.set(at + unsigned(each, 4));
      }
    } else if (isBranch(opcode)) {
      to.set(target(at));
      if (opcode != GOTO && opcode != GOTO_W) {
        to.set(next(at));
      }
    } else if (opcode != ATHROW && (opcode < IRETURN || opcode > RETURN)) {
      to.set(next(at));
    }
  }

  private static boolean isBranch(int opcode) {
    return (opcode >= IFEQ && opcode <= JSR)
        || opcode == IFNULL
        || opcode == IFNONNULL
        || opcode == GOTO_W
        || opcode == JSR_W;
  }

  /** Marks all that can be executed from there, but for what is reached through the barrier. */
  BitSet reachable(int from, int barrier) {
    BitSet reached = new BitSet(code.length);
    BitSet open = new BitSet(code.length);
    open.set(from);
    for (int at = from; at >= 0; at = open.nextSetBit(0)) {
      open.clear(at);
      if (at != barrier && !reached.get(at)) {
        reached.set(at);
        follow(at, open);
      }
    }
    return reached;
  }

  /** Returns whether the method can end at an instruction of those. */
  boolean ends(BitSet among) {
    for (int at = among.nextSetBit(0); at >= 0; at = among.nextSetBit(at + 1)) {
      int opcode = opcode(at);
      if (opcode == ATHROW || (opcode >= IRETURN && opcode <= RETURN)) {
        return true;
      }
    }
    return false;
  }
}
