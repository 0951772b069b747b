package io.github.usdt4j.internal;

/** Says why there is no native backend: one sentence on what is missing and what to do. */
final class Missing {
  private static final String BINDING = "io/github/usdt4j/binding/";
  private static final String JAVACPP = "org/bytedeco/javacpp/";

  /** What the JVM says of a class whose initialiser failed, from the second time on. */
  private static final String FAILED_BEFORE = "Could not initialize class ";

  private Missing() {}

  /** Returns the sentence for what came of an attempt to make the native backend. */
  static String sentence(Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof ProbeException) {
      return message;
    }
    if (e instanceof NoClassDefFoundError) {
      return missingClass(message, e.getCause());
    }
    if (e instanceof IncompatibleClassChangeError || isUnboundMethod(e, message)) {
      return "usdt4j-core and usdt4j-native do not fit together ("
          + e
          + "); have both on the class path in version "
          + Version.text();
    }
    if (e instanceof UnsatisfiedLinkError) {
      return message;
    }
    if (e instanceof SecurityException) {
      return "the security manager forbids to load the native library ("
          + message
          + "); grant AllPermission to the jars of usdt4j and JavaCPP";
    }
    if (e instanceof OutOfMemoryError) {
      return "there is no memory to load the native library ("
          + message
          + "); raise the limit that this names";
    }
    return "the native library cannot be loaded ("
        + e
        + "); report this to usdt4j, or set usdt4j.disable=true";
  }

  private static String missingClass(String message, Throwable cause) {
    String name = message.replace('.', '/');
    if (name.startsWith(FAILED_BEFORE.replace('.', '/'))) {
      return cause != null && cause.getMessage() != null
          ? cause.getMessage()
          : "the native library failed to load earlier in this process; the first report says why";
    }
    if (name.startsWith(BINDING)) {
      return "usdt4j-native is not on the class path (no class %s); add io.github.usdt4j:usdt4j-native:%s"
          .formatted(message, Version.text());
    }
    if (name.startsWith(JAVACPP)) {
      return "JavaCPP is not on the class path (no class %s); add org.bytedeco:javacpp, which usdt4j-native depends on"
          .formatted(message);
    }
    return "a class is missing (%s); complete the class path".formatted(message);
  }

  /**
   * Returns whether the library lacks a native method: then the JVM's message names the method,
   * which no message of our loader does.
   */
  private static boolean isUnboundMethod(Throwable e, String message) {
    return e instanceof UnsatisfiedLinkError && message.startsWith("'");
  }
}
