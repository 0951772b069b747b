package io.github.usdt4j.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the probes that {@code readelf -n} shows in an image. The addresses of an image are file
 * offsets too.
 */
public final class ProbeNotes {
  private static final Pattern LOCATION =
      Pattern.compile("Location: 0x(\\p{XDigit}+), .*Semaphore: 0x(\\p{XDigit}+)");

  private ProbeNotes() {}

  /** Describes a probe, as its note does. */
  public record Note(
      String image,
      String provider,
      String name,
      long location,
      long semaphore,
      String arguments) {}

  /** Returns all notes of an image, in the order of the file. */
  public static List<Note> read(String image) {
    List<Note> notes = new ArrayList<>();
    String provider = "";
    String name = "";
    long location = 0;
    long semaphore = 0;
    for (String line : Child.run(Tools.path("readelf"), "--notes", "--wide", image)) {
      String text = line.strip();
      Matcher matcher = LOCATION.matcher(text);
      if (text.contains("Provider: ")) {
        // On the line of the note's owner, or on one of its own.
        provider = text.replaceFirst(".*Provider: ", "");
      } else if (text.startsWith("Name: ")) {
        name = text.substring("Name: ".length());
      } else if (matcher.find()) {
        location = Long.parseLong(matcher.group(1), 16);
        semaphore = Long.parseLong(matcher.group(2), 16);
      } else if (text.startsWith("Arguments:")) {
        String arguments = text.substring("Arguments:".length()).strip();
        notes.add(new Note(image, provider, name, location, semaphore, arguments));
      }
    }
    return notes;
  }
}
