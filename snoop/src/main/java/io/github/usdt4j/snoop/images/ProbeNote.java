package io.github.usdt4j.snoop.images;

/**
 * Describes one probe of an image. In an image, addresses are offsets in the file.
 *
 * @param operands where a tracer finds the arguments, such as {@code 8@%rdi -4@%esi}
 */
public record ProbeNote(String provider, String name, long site, long semaphore, String operands) {
  private static final String JSON = "_json";

  /**
   * One whole register of x86-64 or aarch64: what is here goes into a definition of the kernel's.
   */
  private static final String ONE_WORD = "8@(%r[a-z0-9]{1,2}|x[0-9])";

  /** Returns the register that holds the only argument, in the notation of uprobe events. */
  public String register() {
    String place = operands.substring(operands.indexOf('@') + 1);
    if (!place.startsWith("%")) {
      return "%" + place;
    }
    // The kernel calls the whole register %di, and %r8.
    return place.matches("%r[a-z].*") ? "%" + place.substring(2) : place;
  }

  /** Returns whether the probe carries a log record as JSON, which is its one argument. */
  public boolean isJson() {
    return name.endsWith(JSON) && Level.find(levelName()).isPresent() && operands.matches(ONE_WORD);
  }

  /** Returns whether the probe carries records of this level or of one above. */
  public boolean isJson(Level least) {
    return isJson() && level().compareTo(least) >= 0;
  }

  /** Returns the level of a record probe. */
  public Level level() {
    return Level.find(levelName()).orElseThrow();
  }

  private String levelName() {
    return name.substring(0, name.length() - JSON.length());
  }
}
