package io.github.usdt4j.tracertests.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The note of any list of arguments. */
final class NotesTest {
  private static final Map<ArgType, Integer> SIZES =
      Map.ofEntries(
          Map.entry(ArgType.INT8, -1),
          Map.entry(ArgType.INT16, -2),
          Map.entry(ArgType.INT32, -4),
          Map.entry(ArgType.INT64, -8),
          Map.entry(ArgType.UINT8, 1),
          Map.entry(ArgType.UINT16, 2),
          Map.entry(ArgType.UINT32, 4),
          Map.entry(ArgType.UINT64, 8),
          Map.entry(ArgType.BOOL, 1),
          Map.entry(ArgType.FLOAT, 4),
          Map.entry(ArgType.DOUBLE, 8),
          Map.entry(ArgType.STRING, 8));

  /** By bytes of the argument: as long as gdb and the kernel know the name. */
  private static final List<Map<Integer, String>> REGISTERS =
      List.of(
          Map.of(1, "%dil", 2, "%di", 4, "%edi", 8, "%rdi"),
          Map.of(1, "%sil", 2, "%si", 4, "%esi", 8, "%rsi"),
          Map.of(1, "%dl", 2, "%dx", 4, "%edx", 8, "%rdx"),
          Map.of(1, "%cl", 2, "%cx", 4, "%ecx", 8, "%rcx"),
          Map.of(1, "%r8", 2, "%r8w", 4, "%r8d", 8, "%r8"),
          Map.of(1, "%r9", 2, "%r9w", 4, "%r9d", 8, "%r9"));

  @Test
  @Requires(Need.LINUX_X86_64)
  void operands_ofAnyTypes_areSizesAndPlacesOfTheCallingConvention() {
    RandomCases.check(
        200,
        random -> {
          RandomTexts lists = new RandomTexts(random);
          List<ArgType> types = lists.list(Probe.MAX_ARGS, () -> lists.pick(ArgType.values()));
          try (Provider provider = Usdt.provider("property", "property")) {
            provider.addProbe("f", "n", types.toArray(ArgType[]::new));
            provider.enable();
            Note note = ElfNotes.of(Path.of(Usdt.status().images().get(0).path())).of("n");
            for (int i = 0; i < types.size(); i++) {
              int size = SIZES.get(types.get(i));
              assertThat(note.operands().get(i)).isEqualTo(size + "@" + place(i, Math.abs(size)));
            }
            assertThat(note.operands()).hasSameSizeAs(types);
          }
        });
  }

  /** The return address is at the top of the stack. */
  private static String place(int argument, int bytes) {
    return argument < REGISTERS.size()
        ? REGISTERS.get(argument).get(bytes)
        : 8 * (argument - REGISTERS.size() + 1) + "(%rsp)";
  }
}
