package io.github.usdt4j.testsupport.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the file that a framework has written by the pattern of {@link TwinFramework}: the fields
 * of an event end with U+241F, the event with U+241E and the end of the line.
 */
final class EventFile {
  static final String FIELD_END = "\u241f";
  static final String EVENT_END = "\u241e";

  private static final int FIELDS = 7;

  private EventFile() {}

  /** Returns the whole text; it is empty as long as nothing was logged. */
  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the events of a file's text, in its order. */
  static List<TwinEvent> events(String text) {
    return Arrays.stream(text.split(EVENT_END + "\r?\n"))
        .filter(event -> !event.isEmpty())
        .map(EventFile::event)
        .toList();
  }

  private static TwinEvent event(String text) {
    String[] fields = text.split(FIELD_END, -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("an event has " + FIELDS + " fields, and not " + text);
    }
    // JBoss LogManager puts it behind the message.
    String throwable = fields[6].replaceFirst("^: ", "");
    return new TwinEvent(
        fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], throwable);
  }
}
