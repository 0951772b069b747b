package io.github.usdt4j.internal;

/**
 * Chooses the backend, once, at first use, and nowhere else: native where the library loads, else
 * no-op with the reason.
 */
public final class Backends {
  private static final String DISABLE_PROPERTY = "usdt4j.disable";
  private static final String REQUIRED_PROPERTY = "usdt4j.required";

  private static volatile Backend override;

  private Backends() {}

  /**
   * Returns the backend of this process.
   *
   * @throws ProbeException when {@code usdt4j.required} is set and there is no native backend; its
   *     message names the cause
   */
  public static Backend current() throws ProbeException {
    Backend used = override;
    if (used != null) {
      return used;
    }
    Backend chosen = Chosen.BACKEND;
    if (chosen.kind() == Backend.Kind.NO_OP && isRequired()) {
      throw new ProbeException(
          "usdt4j is required ("
              + REQUIRED_PROPERTY
              + "=true) but cannot work: "
              + chosen.reason());
    }
    return chosen;
  }

  /** Returns {@link #current()}, also where probes are required and cannot be had; never throws. */
  public static Backend currentOrNoOp() {
    Backend used = override;
    return used != null ? used : Chosen.BACKEND;
  }

  /** Returns whether falling back to the no-op backend is an error. */
  public static boolean isRequired() {
    return isSet(REQUIRED_PROPERTY);
  }

  /** Returns whether the user wants no probes in this process, so that their absence is no news. */
  public static boolean isSwitchedOff() {
    return isSet(DISABLE_PROPERTY);
  }

  private static boolean isSet(String property) {
    try {
      return Boolean.getBoolean(property);
    } catch (SecurityException e) {
      return false;
    }
  }

  /**
   * Returns whether the backend is the one that was chosen here, and not one that a test put in its
   * place.
   */
  static boolean isChosen() {
    return override == null;
  }

  /**
   * Uses another backend for providers opened from now on, until the result is closed. For tests.
   */
  public static Scope use(Backend backend) {
    Backend before = override;
    override = backend;
    return () -> override = before;
  }

  /** Ends what {@link #use} began. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Chosen {
    static final Backend BACKEND = choose();

    private static Backend choose() {
      if (isSet(DISABLE_PROPERTY)) {
        return new NoOpBackend(
            "switched off by " + DISABLE_PROPERTY + "=true; leave that out to have probes");
      }
      try {
        return new NativeBackend(
            System.getProperty("usdt4j.dir"), System.getProperty("usdt4j.shared"));
      } catch (RuntimeException | Error e) {
        // Whatever it is, a security manager or a JDK short of memory: no reason to end anything.
        return new NoOpBackend(Missing.sentence(e));
      }
    }
  }
}
