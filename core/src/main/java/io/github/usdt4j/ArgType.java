package io.github.usdt4j;

/**
 * Names the type of a probe's argument, as a tracer sees it. Every argument travels as one 64-bit
 * word; the type says how many bytes of it count and whether they are signed.
 */
public enum ArgType {
  INT8("int8_t"),
  INT16("int16_t"),
  INT32("int"),
  INT64("int64_t"),
  UINT8("uint8_t"),
  UINT16("uint16_t"),
  UINT32("uint32_t"),
  UINT64("uint64_t"),
  /** The argument is 0 or 1 in one byte. */
  BOOL("bool"),
  /**
   * The argument is the four bytes of {@link Float#floatToRawIntBits}: no tracer reads floating
   * point from a probe.
   */
  FLOAT("float"),
  /**
   * The argument is the eight bytes of {@link Double#doubleToRawLongBits}: no tracer reads floating
   * point from a probe.
   */
  DOUBLE("double"),
  /**
   * The argument is the address of a NUL-terminated UTF-8 text that is valid while the probe fires;
   * 0 stands for {@code null}.
   */
  STRING("char *");

  private final String cType;

  ArgType(String cType) {
    this.cType = cType;
  }

  /** Returns the C type that the native definition is made with. */
  public String cType() {
    return cType;
  }
}
