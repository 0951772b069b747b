package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.ArgType;
import java.util.Arrays;
import java.util.List;

/**
 * A probe that a tracer attaches to, and what it is to read of it.
 *
 * @param types how the tracer reads the first arguments
 */
public record Traced(String probe, List<ArgType> types) {
  public Traced(String probe, ArgType... types) {
    this(probe, List.of(types));
  }

  /** With no more than this number of arguments. */
  public Traced limited(int arguments) {
    return new Traced(probe, types.subList(0, Math.min(arguments, types.size())));
  }

  public boolean hasStrings() {
    return types.contains(ArgType.STRING);
  }

  /** What a tracer that shows it all says of a fire with these values. */
  public String shown(String nullText, Object... values) {
    String[] texts = new String[types.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = shown(types.get(i), values[i], nullText);
    }
    return line(Arrays.asList(texts));
  }

  /** How one fire is told, by every tracer. */
  static String line(List<String> arguments) {
    return String.join("|", arguments);
  }

  private static String shown(ArgType type, Object value, String nullText) {
    if (type == ArgType.STRING) {
      return value == null ? nullText : ((String) value).replace('\0', '\ufffd');
    }
    long word =
        switch (type) {
          case FLOAT -> Float.floatToRawIntBits(((Double) value).floatValue());
          case DOUBLE -> Double.doubleToRawLongBits((Double) value);
          case BOOL -> (Boolean) value ? 1 : 0;
          default -> (Long) value;
        };
    return switch (type) {
      case INT8 -> "" + (byte) word;
      case INT16 -> "" + (short) word;
      case INT32 -> "" + (int) word;
      case INT64 -> "" + word;
      case UINT8, BOOL -> "" + (word & 0xff);
      case UINT16 -> "" + (word & 0xffff);
      case UINT32, FLOAT -> Integer.toUnsignedString((int) word);
      default -> Long.toUnsignedString(word);
    };
  }
}
