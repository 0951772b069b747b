package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.tracertests.notes.ElfNotes;
import io.github.usdt4j.tracertests.notes.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes in the language of the kernel's uprobe events, and the events' text. x86-64 only. */
final class KernelFormat {
  private static final Pattern OPERAND =
      Pattern.compile("(-?)(\\d)@(?:(\\d+)\\(%rsp\\)|%(?:(r[89])[wd]?|[re]?([a-d]|[sd]i)[xl]?))");

  private static final Pattern ARGUMENT =
      Pattern.compile("arg\\d+=(?:\"(.*?)\"|(\\S+))(?= arg\\d+=|$)");

  private KernelFormat() {}

  /**
   * What a definition of an event says after its name: {@code path:0xsite(0xsemaphore) arg1=...}.
   */
  static String definition(String image, ElfNotes notes, Traced traced) {
    Note note = notes.of(traced.probe());
    return "%s:0x%x(0x%x) %s"
        .formatted(
            image,
            notes.fileOffset(note.site()),
            notes.fileOffset(note.semaphore()),
            arguments(note, traced));
  }

  static String arguments(Note note, Traced traced) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < traced.types().size(); i++) {
      arguments.add("arg" + (i + 1) + "=" + fetch(note.operands().get(i), traced.types().get(i)));
    }
    return String.join(" ", arguments);
  }

  private static String fetch(String operand, ArgType type) {
    Matcher matcher = OPERAND.matcher(operand);
    if (!matcher.matches()) {
      throw new AssertionError("operand " + operand);
    }
    String place = place(matcher);
    return type == ArgType.STRING
        ? "+0(" + place + "):string"
        : place
            + (matcher.group(1).isEmpty() ? ":u" : ":s")
            + 8 * Integer.parseInt(matcher.group(2));
  }

  private static String place(Matcher operand) {
    if (operand.group(3) != null) {
      return "+" + operand.group(3) + "(%sp)";
    }
    if (operand.group(4) != null) {
      return "%" + operand.group(4);
    }
    String register = operand.group(5);
    return "%" + register + (register.length() == 1 ? "x" : "");
  }

  /** The arguments in the text of a fire, one by one. */
  static List<String> read(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
        .toList();
  }
}
