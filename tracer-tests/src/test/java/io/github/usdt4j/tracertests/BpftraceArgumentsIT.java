package io.github.usdt4j.tracertests;

import static io.github.usdt4j.ArgType.BOOL;
import static io.github.usdt4j.ArgType.DOUBLE;
import static io.github.usdt4j.ArgType.FLOAT;
import static io.github.usdt4j.ArgType.INT16;
import static io.github.usdt4j.ArgType.INT32;
import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.INT8;
import static io.github.usdt4j.ArgType.STRING;
import static io.github.usdt4j.ArgType.UINT16;
import static io.github.usdt4j.ArgType.UINT32;
import static io.github.usdt4j.ArgType.UINT64;
import static io.github.usdt4j.ArgType.UINT8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arguments of all types and counts, as bpftrace reads them. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class BpftraceArgumentsIT {
  private static PuppetJvm puppet;

  @BeforeAll
  static void start() {
    puppet = new PuppetJvm("arguments").add("first").enable();
  }

  @AfterAll
  static void stop() {
    puppet.close();
  }

  @Test
  void integer_ofEachType_arrivesWithItsWidthAndSign() {
    puppet.add("signed", INT8, INT16, INT32, INT64);
    puppet.add("unsigned", UINT8, UINT16, UINT32, UINT64, BOOL);

    assertThat(
            trace(
                "signed { printf(\"%d %d %d %ld\\n\", arg0, arg1, arg2, arg3); }",
                () -> {
                  puppet.fire("signed", -1L, -2L, -3L, -4L);
                  puppet.fire("signed", 127L, 32767L, 2147483647L, Long.MAX_VALUE);
                  puppet.fire("signed", -128L, -32768L, -2147483648L, Long.MIN_VALUE);
                  puppet.fire("signed", 256L, 65537L, 1L << 32, 0L);
                }))
        .containsExactly(
            "-1 -2 -3 -4",
            "127 32767 2147483647 9223372036854775807",
            "-128 -32768 -2147483648 -9223372036854775808",
            "0 1 0 0");
    assertThat(
            trace(
                "unsigned { printf(\"%u %u %u %lu %d\\n\", arg0, arg1, arg2, arg3, arg4); }",
                () -> {
                  puppet.write("unsigned", -1L, -1L, -1L, -1L, true);
                  puppet.fire("unsigned", 200L, 60000L, 4000000000L, 1L << 63, 0L);
                }))
        .containsExactly(
            "255 65535 4294967295 18446744073709551615 1",
            "200 60000 4000000000 9223372036854775808 0");
  }

  @Test
  void floatingPoint_arrivesAsItsBits() {
    puppet.add("floating", FLOAT, DOUBLE);

    assertThat(
            trace(
                "floating { printf(\"%lx %lx\\n\", arg0 & 0xffffffff, arg1); }",
                () -> puppet.write("floating", -1.5, 2.25)))
        .containsExactly(
            "%x %x".formatted(Float.floatToRawIntBits(-1.5f), Double.doubleToRawLongBits(2.25)));
  }

  @Test
  void string_ofEachKind_arrives() {
    puppet.add("text", STRING);
    List<String> fired = new ArrayList<>();
    fired.add("");
    fired.add("plain ASCII, with blanks and \"quotes\" and 100%");
    fired.add("\u00dcbergr\u00f6\u00dfe \u4e2d\u6587 \u05e2\u05d1\u05e8\u05d9\u05ea");
    fired.add("\ud83d\ude00\ud83d\udc69\u200d\ud83d\ude80 emoji");
    fired.add("nul\0inside");
    fired.add(null);
    fired.add("x".repeat(199));
    fired.add("\u00e9".repeat(90));

    assertThat(
            trace(
                "text { printf(\"<%s> %d\\n\", str(arg0), arg0 == 0); }",
                () -> fired.forEach(text -> puppet.fire("text", text))))
        .containsExactlyElementsOf(
            fired.stream()
                .map(text -> text == null ? "<> 1" : "<" + text.replace('\0', '\ufffd') + "> 0")
                .toList());
  }

  /** bpftrace shows 200 bytes at most, so the end of a long one is read through its address. */
  @Test
  void string_ofMoreThanTheLimit_isCutOnACharacterBoundary() {
    puppet.add("long", STRING);
    int limit = Probe.MAX_STRING_BYTES;

    assertThat(
            trace(
                "long { printf(\"<%%s>\\n\", str(arg0 + %d)); }".formatted(limit - 6),
                () -> {
                  puppet.fire("long", "a".repeat(limit - 1) + "bc");
                  puppet.fire("long", "a".repeat(limit - 1) + "\ud83d\ude00");
                  puppet.fire("long", "\u00e9".repeat(limit));
                  puppet.fire("long", "a".repeat(limit));
                }))
        .containsExactly("<aaaaab>", "<aaaaa>", "<\u00e9\u00e9\u00e9>", "<aaaaaa>");
  }

  @Test
  void fire_ofEachForm_passesItsArgumentsInOrder() {
    List<Method> forms =
        Arrays.stream(Probe.class.getMethods())
            .filter(method -> method.getName().equals("fire"))
            .filter(
                method ->
                    IntStream.range(0, method.getParameterCount()).allMatch(i -> isWord(method, i)))
            .toList();
    assertThat(forms).hasSizeGreaterThan(30);
    StringBuilder program = new StringBuilder();
    List<String> expected = new ArrayList<>();
    List<Runnable> fires = new ArrayList<>();
    for (Method form : forms) {
      Class<?>[] parameters = form.getParameterTypes();
      String name =
          "form"
              + Arrays.stream(parameters).map(p -> p == long.class ? "I" : "S").collect(joining());
      ArgType[] types =
          Arrays.stream(parameters)
              .map(p -> p == long.class ? INT64 : STRING)
              .toArray(ArgType[]::new);
      Object[] values =
          IntStream.range(0, types.length)
              .mapToObj(i -> types[i] == INT64 ? (Object) (-10L - i) : "text" + i)
              .toArray();
      puppet.add(name, types);
      program.append(printing(name, types));
      expected.add(name + Arrays.stream(values).map(value -> " " + value).collect(joining()));
      expected.add(expected.get(expected.size() - 1));
      fires.add(() -> puppet.fire(name, values));
      fires.add(() -> puppet.write(name, values));
    }
    assertThat(trace(16, program.toString(), () -> fires.forEach(Runnable::run)))
        .containsExactlyElementsOf(expected);
  }

  private static boolean isWord(Method method, int parameter) {
    Class<?> type = method.getParameterTypes()[parameter];
    return type == long.class || type == String.class;
  }

  /** bpftrace 0.17 reads six at most; the others are there all the same. */
  @Test
  void arguments_upToThirtyTwo_firstSixArrive() {
    StringBuilder program = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int count = 0; count <= Probe.MAX_ARGS; count++) {
      ArgType[] types = new ArgType[count];
      Arrays.fill(types, INT32);
      puppet.add("count" + count, types);
      program.append(printing("count" + count, Arrays.copyOf(types, Math.min(6, count))));
      expected.add(
          "count"
              + count
              + IntStream.range(0, Math.min(6, count)).mapToObj(i -> " " + -i).collect(joining()));
    }
    assertThat(
            trace(
                program.toString(),
                () -> {
                  for (int count = 0; count <= Probe.MAX_ARGS; count++) {
                    puppet.write(
                        "count" + count,
                        IntStream.range(0, count).mapToObj(i -> (long) -i).toArray());
                  }
                }))
        .containsExactlyElementsOf(expected);
  }

  private static String printing(String name, ArgType... types) {
    StringBuilder format = new StringBuilder(name);
    StringBuilder arguments = new StringBuilder();
    for (int i = 0; i < types.length; i++) {
      format.append(types[i] == STRING ? " %s" : " %d");
      arguments.append(types[i] == STRING ? ", str(arg" + i + ")" : ", arg" + i);
    }
    return name + " { printf(\"" + format + "\\n\"" + arguments + "); } ";
  }

  /** Attaches to the probes of the puppet that start each clause, acts, and returns the output. */
  private static List<String> trace(String clauses, Runnable act) {
    return trace(200, clauses, act);
  }

  private static List<String> trace(int stringBytes, String clauses, Runnable act) {
    String program =
        clauses.replaceAll("(^|(?<=\\} ))(?=\\w)", "usdt:" + puppet.image() + ":puppet:");
    try (Bpftrace bpftrace = Bpftrace.attach(puppet.pid(), program, stringBytes)) {
      act.run();
      return bpftrace.stop();
    }
  }
}
