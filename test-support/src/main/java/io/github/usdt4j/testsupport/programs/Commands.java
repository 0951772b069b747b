package io.github.usdt4j.testsupport.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Does what standard input says, line by line, and answers each with a line. */
public final class Commands {
  private Commands() {}

  /** Does one command; what it returns goes into the answer. */
  public interface Handler {
    /** Does the command of these words. */
    Object handle(String[] words) throws Exception;
  }

  /** Says {@code ready}, and serves until standard input ends. */
  public static void serve(Handler handler) throws IOException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("done " + answer(handler, line));
    }
  }

  private static Object answer(Handler handler, String line) {
    try {
      return handler.handle(line.split(" "));
    } catch (Exception e) {
      e.printStackTrace(System.out);
      return "failed: " + e;
    }
  }
}
