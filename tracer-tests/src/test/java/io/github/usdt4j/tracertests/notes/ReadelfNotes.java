package io.github.usdt4j.tracertests.notes;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Tools;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes as the three programs called readelf tell them, with the option {@code -n}. */
enum ReadelfNotes {
  BINUTILS(
      "readelf",
      """
       +Provider: (?<provider>.*)
       +Name: (?<name>.*)
       +Location: (?<site>\\w+), Base: (?<base>\\w+), Semaphore: (?<semaphore>\\w+)
       +Arguments: ?(?<arguments>.*)
      """),
  ELFUTILS(
      "eu-readelf",
      """
       +PC: (?<site>\\w+), Base: (?<base>\\w+), Semaphore: (?<semaphore>\\w+)
       +Provider: (?<provider>.*), Name: (?<name>.*), Args: '(?<arguments>.*)'
      """),
  /** Shows the bytes of a note that it does not know; from version 15 it does know these. */
  LLVM(
      "llvm-readelf",
      "  stapsdt .*\\(0x00000003\\)\n +description data: (?<bytes>.*)\n|" + BINUTILS.pattern);

  final String program;
  private final Pattern pattern;

  ReadelfNotes(String program, String pattern) {
    this.program = program;
    this.pattern = Pattern.compile(pattern);
  }

  /** The notes of an image that tracers see, in the order of the file. */
  List<Note> of(String image) {
    List<Note> notes = new ArrayList<>();
    Matcher found = pattern.matcher(text(image));
    while (found.find()) {
      notes.add(this == LLVM && found.group("bytes") != null ? bytes(found) : note(found));
    }
    return notes;
  }

  /** How many notes of the image are there that tracers skip. */
  long blanked(String image) {
    return text(image).lines().filter(line -> line.startsWith("  usdtoff ")).count();
  }

  private String text(String image) {
    return String.join("\n", Child.run(Tools.path(program), "-n", image)) + "\n";
  }

  private static Note note(Matcher found) {
    return new Note(
        found.group("provider"),
        found.group("name"),
        found.group("arguments"),
        Long.decode(found.group("site")),
        Long.decode(found.group("base")),
        Long.decode(found.group("semaphore")));
  }

  private static Note bytes(Matcher found) {
    return Note.of(
        ByteBuffer.wrap(HexFormat.of().parseHex(found.group("bytes").strip().replace(" ", ""))));
  }
}
