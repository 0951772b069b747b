package io.github.usdt4j.testsupport.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Does what standard input says, line by line, and answers each with {@code done} and a result, or
 * {@code failed} and an exception.
 */
public final class Commands {
  private Commands() {}

  /** Does one command. */
  public interface Handler {
    /** Does what these words say; what it returns goes into the answer. */
    Object handle(String[] words) throws Exception;
  }

  /** Says {@code ready}, and serves until standard input ends. */
  public static void serve(Handler handler) throws IOException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(handler, line));
    }
  }

  private static String answer(Handler handler, String line) {
    try {
      return "done " + handler.handle(line.split(" ", -1));
    } catch (Exception e) {
      e.printStackTrace(System.out);
      return "failed " + e;
    }
  }
}
