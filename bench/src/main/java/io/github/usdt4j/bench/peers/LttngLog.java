package io.github.usdt4j.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.log4j.Appender;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;

/**
 * Runs Log4j 1.2 with LTTng's appender, which Debian has and no repository of Maven; {@code
 * ./bench/run} adds it to the class path.
 */
public final class LttngLog implements AutoCloseable {
  /** Leads to the directory where the packages of Debian have the agent's JNI libraries. */
  public static final Path JNI =
      Path.of(
          "/usr/lib",
          System.getProperty("os.arch").equals("aarch64")
              ? "aarch64-linux-gnu"
              : "x86_64-linux-gnu",
          "jni");

  private static final String APPENDER = "org.lttng.ust.agent.log4j.LttngLogAppender";

  private final Appender appender;

  public LttngLog() {
    try {
      appender = Class.forName(APPENDER).asSubclass(Appender.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns why the appender cannot be here, or an empty text when it can. */
  static Optional<String> obstacle() {
    try {
      Class.forName(APPENDER, false, LttngLog.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.of("liblttng-ust-agent-java is not on the class path");
    }
    return Files.isDirectory(JNI) ? Optional.empty() : Optional.of(JNI + " is missing");
  }

  public Logger logger(String name) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(Level.INFO);
    logger.setAdditivity(false);
    logger.addAppender(appender);
    return logger;
  }

  /** Returns how many events the session has taken. */
  public long events() {
    try {
      return (Long) appender.getClass().getMethod("getEventCount").invoke(appender);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    appender.close();
  }
}
