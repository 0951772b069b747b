package io.github.usdt4j.processor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes sentences out of Javadoc, as plain text in one line. */
final class Comments {
  private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");
  private static final Pattern SENTENCE = Pattern.compile("^(.*?[.!?])(?:\\s.*)?$");

  private Comments() {}

  /** Returns the first sentence of a comment; empty when there is none. */
  static String firstSentence(String comment) {
    if (comment == null) {
      return "";
    }
    String text = plain(comment.split("(?m)^\\s*@", 2)[0]);
    Matcher sentence = SENTENCE.matcher(text);
    return sentence.matches() ? sentence.group(1) : text;
  }

  /** Returns what {@code @param} says of a parameter; empty when it says nothing. */
  static String ofParameter(String comment, String name) {
    if (comment == null) {
      return "";
    }
    for (String tag : comment.split("(?m)^\\s*@", -1)) {
      String[] words = tag.strip().split("\\s+", 3);
      if (words.length == 3 && words[0].equals("param") && words[1].equals(name)) {
        return plain(words[2]);
      }
    }
    return "";
  }

  private static String plain(String text) {
    String plain = text;
    for (String before = ""; !before.equals(plain); ) {
      before = plain;
      plain = INLINE.matcher(plain).replaceAll("$1");
    }
    return plain.replaceAll("<[^<>]*>", "").replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
