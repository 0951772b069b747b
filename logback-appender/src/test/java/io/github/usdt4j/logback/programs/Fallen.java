package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import io.github.usdt4j.testsupport.programs.FallBack;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** An application that may have to do without probes. */
public final class Fallen {
  private Fallen() {}

  public static void main(String[] arguments) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    FallBack.serve(context::stop);
  }
}
