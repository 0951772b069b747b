package io.github.usdt4j.typed;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.ArgWriter;
import io.github.usdt4j.Probe;
import java.util.List;

/** Holds the steps on a value's way to a fire, for {@link FireHandle} to make handles of. */
final class Steps {
  private Steps() {}

  static void fireMany(Probe probe, long[] words, String[] texts) {
    probe.fire(writer -> write(writer, probe.types(), words, texts));
  }

  private static void write(ArgWriter writer, List<ArgType> types, long[] words, String[] texts) {
    int word = 0;
    int text = 0;
    for (ArgType type : types) {
      switch (type) {
        case STRING -> writer.add(texts[text++]);
        case FLOAT -> writer.add((double) Float.intBitsToFloat((int) words[word++]));
        case DOUBLE -> writer.add(Double.longBitsToDouble(words[word++]));
        default -> writer.add(words[word++]);
      }
    }
  }

  static boolean isNull(Object object) {
    return object == null;
  }

  static String name(Enum<?> constant) {
    return constant == null ? null : constant.name();
  }

  static long bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
