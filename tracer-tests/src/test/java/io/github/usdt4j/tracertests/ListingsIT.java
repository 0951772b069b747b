package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.notes.ElfNotes;
import io.github.usdt4j.tracertests.notes.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tracers list of a live process: its probes where they are, and none that has ended. */
@Requires(
    value = Need.ROOT,
    tools = {"bpftrace", "gdb", "tplist-bpfcc"})
final class ListingsIT {
  private static PuppetJvm puppet;
  private static List<Note> notes;

  @BeforeAll
  static void start() {
    puppet = new PuppetJvm("listed", "listings").add("first").enable();
    puppet.add("second", ArgType.STRING, ArgType.INT16).add("ended").add("last", ArgType.BOOL);
    puppet.remove("ended");
    notes = ElfNotes.of(Path.of(puppet.image())).live();
  }

  @AfterAll
  static void stop() {
    puppet.close();
  }

  @Test
  void bpftrace_lists() {
    assertThat(Bpftrace.list(puppet.pid(), "usdt:*:listed:*"))
        .containsExactlyInAnyOrderElementsOf(
            texts("usdt:/proc/%2$d/root%3$s:listed:%1$s").toList());
  }

  @Test
  void tplist_listsWithPlaces() {
    List<String> lines = Child.run(Tools.path("tplist-bpfcc"), "-vv", "-p", "" + puppet.pid());
    assertThat(lines.stream().filter(line -> line.startsWith("listed:")))
        .containsExactlyInAnyOrderElementsOf(texts("listed:%1$s [sema 0x%5$x]").toList());
    assertThat(lines).containsAll(texts("  location #1 /proc/%2$d/root%3$s 0x%4$x").toList());
  }

  @Test
  void gdb_listsWithPlaces() throws IOException {
    String listing = "info probes stap ^listed$";
    List<String> lines =
        Child.run(Tools.path("gdb"), "-nx", "-q", "-batch", "-p", "" + puppet.pid(), "-ex", listing)
            .stream()
            .filter(line -> line.startsWith("stap "))
            .map(line -> line.strip().replaceAll(" +", " "))
            .toList();
    long loaded = loadedAt();
    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            notes.stream()
                .map(
                    note ->
                        "stap listed %s 0x%016x 0x%016x %s"
                            .formatted(
                                note.name(),
                                loaded + note.site(),
                                note.semaphore(),
                                puppet.image()))
                .toList());
  }

  @Test
  @Requires(Need.DTRACE)
  void dtrace_listsWithTypes() {
    assertThat(Dtrace.list("listed" + puppet.pid() + ":::"))
        .containsExactlyInAnyOrderElementsOf(
            notes.stream()
                .map(
                    note ->
                        "listed%d:listings.so:usdt_probe_sites:%s"
                            .formatted(puppet.pid(), note.name()))
                .toList());
    assertThat(Child.run("" + Dtrace.COMMAND, "-lv", "-n", "listed" + puppet.pid() + ":::second"))
        .map(String::strip)
        .containsSubsequence("args[0]: uint64_t", "args[1]: int16_t");
  }

  private static Stream<String> texts(String format) {
    return notes.stream()
        .map(
            note ->
                format.formatted(
                    note.name(), puppet.pid(), puppet.image(), note.site(), note.semaphore()));
  }

  private static long loadedAt() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/" + puppet.pid() + "/maps"))) {
      String first = maps.filter(line -> line.endsWith(puppet.image())).findFirst().orElseThrow();
      return Long.parseLong(first.substring(0, first.indexOf('-')), 16);
    }
  }
}
