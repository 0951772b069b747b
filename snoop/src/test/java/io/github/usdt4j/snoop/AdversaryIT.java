package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Attacker;
import io.github.usdt4j.snoop.images.MadeImage;
import io.github.usdt4j.snoop.images.Victim;
import io.github.usdt4j.snoop.scripts.ScriptKind;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.Requires;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lets processes of a user without privileges loose on root's snoop, which lists, diagnoses and
 * follows them and writes scripts for them: they never stand still ({@code src/test/c/adversary}).
 * They are in a pid namespace, where ids are given again all the time. The property {@code
 * snoop.adversary} is the number of seconds.
 */
@Tag("alone")
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"bash", "gcc", "nice", "nsenter", "setpriv", "unshare"})
class AdversaryIT {
  private static final long SECONDS = Long.getLong("snoop.adversary", 8);
  private static final int HALF = 128;

  /** It takes what processors have left, so that snoop looks often while it changes everything. */
  private static final List<String> NAMESPACE =
      List.of("nice", "-n", "10", "unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  /** Lets the kernel begin with the same ids again and again, where it can. */
  private static final String FEW_IDS =
      "f=/proc/sys/kernel/ns_last_pid; while [ -w $f ] && echo 100 >$f;"
          + " do read -r -t 0.02; [ $? -gt 128 ] || break; done";

  private static final String LIST_LINE = " {2,4}\\S.*|\\d+ .*";
  private static final String FINDING = "(ok {2}|note|fail) {2}\\S.*";

  /** A command that ends by itself, and what it may end with and write. */
  private record Command(
      List<String> prefix, List<String> arguments, Set<Integer> statuses, String line) {}

  private record Run(Command command, SnoopRun snoop) {
    static Run start(Command command) {
      String[] arguments = command.arguments().toArray(String[]::new);
      return new Run(command, SnoopRun.startBelow(command.prefix(), arguments));
    }
  }

  private static final int MAX_STARTS = 20;

  private final long seed = RandomCases.firstSeed();
  private final RandomGenerator random = new SplittableRandom(seed);
  private final MadeImage image = new MadeImage(HALF).record("log", "info");

  /** How often each command has ended with each status. */
  private final Map<String, Map<Integer, Integer>> ends = new TreeMap<>();

  @Test
  void snoop_besideAnAdversary_goesOnAndPatchesOnlyImages() {
    try (Victim victim = new Victim();
        TracedApp app = TracedApp.start();
        Attacker adversary = start(victim);
        Child ids = Child.start(new ProcessBuilder(inside(adversary, "bash", "-c", FEW_IDS)));
        SnoopRun all = SnoopRun.start("-p", "*", "--all-users", "--json");
        SnoopRun named = following(() -> SnoopRun.start("-p", "adversary", "--json"));
        SnoopRun inner =
            following(
                () -> SnoopRun.startBelow(inside(adversary), "-p", "*", "--all-users", "--json"))) {
      all.awaitError("following " + app.pid());
      runBeside(victim, adversary);
      app.log("INFO", "com.acme.Shop", "at the end");
      all.child().awaitLine("at the end");

      assertThat(ids.text()).isEmpty();
      assertThat(adversary.child().isAlive()).isTrue();
      assertThat(adversary.child().text()).doesNotContain("patched");
      assertThat(all.lines()).anyMatch(line -> line.contains("of the adversary"));
      assertThat(named.lines()).anyMatch(line -> line.contains("of the adversary"));
      for (SnoopRun snoop : List.of(all, named, inner)) {
        assertThat(snoop.child().isAlive()).as(snoop.errors()).isTrue();
        snoop.interrupt();
        assertThat(snoop.errors()).containsPattern("\\d+ events shown");
        assertHarmless(snoop, "\\{.*\\}");
      }
      victim.assertUntouched();
      System.out.printf("AdversaryIT: seed %d, %d s, status=times: %s%n", seed, SECONDS, ends);
    }
  }

  /**
   * Starts a snoop that finds the adversary alone. It ends at once where the adversary has its
   * image unmapped at that moment: then another one is started.
   */
  private static SnoopRun following(Supplier<SnoopRun> start) {
    for (int left = MAX_STARTS; ; left--) {
      SnoopRun snoop = start.get();
      try {
        snoop.awaitError("following");
        return snoop;
      } catch (AssertionError e) {
        if (left == 0 || snoop.child().isAlive()) {
          snoop.close();
          throw e;
        }
      }
    }
  }

  private Attacker start(Victim victim) {
    return new Attacker(
        NAMESPACE,
        "adversary",
        image,
        victim.library().toString(),
        Integer.toString(image.sem()),
        Integer.toString(image.mappedEnd()),
        Integer.toString(MadeImage.siteOf(HALF)),
        Integer.toUnsignedString((int) seed));
  }

  /** Returns a command that is run in the namespace of the adversary, or its beginning. */
  private static List<String> inside(Attacker adversary, String... command) {
    long first =
        ProcessHandle.of(adversary.pid()).orElseThrow().children().findFirst().orElseThrow().pid();
    List<String> inside =
        new ArrayList<>(List.of("nsenter", "--target", Long.toString(first), "--pid", "--mount"));
    inside.addAll(List.of(command));
    return inside;
  }

  /** Runs all commands at a time, at least once, and again until the time is over. */
  private void runBeside(Victim victim, Attacker adversary) {
    List<Supplier<Command>> commands = commands(adversary);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    do {
      List<Run> runs = commands.stream().map(Supplier::get).map(Run::start).toList();
      try {
        runs.forEach(run -> check(run, victim));
      } finally {
        runs.forEach(run -> run.snoop().close());
      }
    } while (System.nanoTime() - end < 0);
  }

  private List<Supplier<Command>> commands(Attacker adversary) {
    List<String> inside = inside(adversary);
    List<Supplier<Command>> commands = new ArrayList<>();
    commands.add(() -> command(List.of(), 0, LIST_LINE, "--list"));
    commands.add(() -> command(List.of(), 1, FINDING, "doctor", someProcess(adversary)));
    commands.add(() -> command(inside, 0, LIST_LINE, "--list"));
    commands.add(() -> command(List.of(), 1, FINDING, "doctor"));
    for (ScriptKind kind : ScriptKind.values()) {
      commands.add(
          () -> command(List.of(), 0, ".*", "-p", "*", "--all-users", "--script", kind.toString()));
    }
    return commands;
  }

  private static Command command(
      List<String> prefix, int highestStatus, String line, String... arguments) {
    Set<Integer> statuses = highestStatus == 0 ? Set.of(0) : Set.of(0, highestStatus);
    return new Command(prefix, List.of(arguments), statuses, line);
  }

  /** Returns the id of one of its processes, which may have ended since. */
  private String someProcess(Attacker adversary) {
    List<ProcessHandle> all =
        ProcessHandle.of(adversary.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    return Long.toString(all.get(random.nextInt(all.size())).pid());
  }

  private void check(Run run, Victim victim) {
    Command command = run.command();
    SnoopRun snoop = run.snoop();
    Await.until(
        () -> "the end of " + command,
        () -> {
          victim.assertUntouched();
          return !snoop.child().isAlive();
        });
    int status = snoop.child().awaitExit();
    ends.computeIfAbsent(name(command), key -> new TreeMap<>()).merge(status, 1, Integer::sum);
    assertThat(status).as(command + ": " + snoop.errors()).isIn(command.statuses());
    assertHarmless(snoop, command.line());
  }

  private static String name(Command command) {
    String name = String.join(" ", command.arguments()).replaceAll("\\d+$", "PID");
    return command.prefix().isEmpty() ? name : "inside " + name;
  }

  /** Fails when a name has made a line, a sign that steers a terminal, or a defect. */
  private static void assertHarmless(SnoopRun snoop, String line) {
    assertThat(snoop.errors().lines()).allMatch(text -> text.startsWith("snoop: "));
    assertThat(snoop.errors()).doesNotContain("defect");
    assertThat(snoop.errors().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(snoop.lines())
        .allMatch(text -> text.matches(line))
        .noneMatch(text -> text.replace("\t", "").chars().anyMatch(Character::isISOControl));
  }
}
