package io.github.usdt4j.tracertests.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Seccomp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JVM in each condition: what it says, that firing does what it should or nothing, that nothing
 * else is printed and that it ends well; and what {@code usdt4j.required} makes of it.
 */
@Requires(
    value = {Need.ROOT, Need.LINUX_X86_64, Need.UPROBE_EVENTS},
    tools = {"unshare", "setpriv", "readelf", "gcc"})
final class SurvivalIT {
  private static final String REQUIRED = "usdt4j.required";
  private static final String NO_SPACE = "No space left on device";

  @TempDir private Path directory;
  private Surroundings surroundings;

  @BeforeEach
  void prepare() throws IOException {
    surroundings = new Surroundings(directory);
  }

  @AfterEach
  void victimIsUntouched() {
    assertThat(surroundings.victim.toFile().list()).containsExactly("treasure");
    assertThat(surroundings.victim.resolve("treasure")).hasContent("untouched");
  }

  @ParameterizedTest
  @MethodSource("io.github.usdt4j.tracertests.survival.Condition#all")
  void jvm_inCondition_survives(Condition condition) {
    assertSurvives(condition.jvm().apply(surroundings), condition.outcome(), condition.causes());
  }

  @ParameterizedTest
  @MethodSource("io.github.usdt4j.tracertests.survival.Condition#all")
  void jvm_inConditionAndRequired_isToldTheCause(Condition condition) {
    Jvm jvm = condition.jvm().apply(surroundings).property(REQUIRED, true);
    if (condition.outcome() == Outcome.WORKS) {
      assertSurvives(jvm, Outcome.WORKS, List.of());
    } else {
      assertRefuses(jvm, with(condition.causes(), REQUIRED));
    }
  }

  @Test
  @Requires(Need.JDK_25)
  void jvm25_nativeAccessDenied_survives() {
    Jvm denied = on25(surroundings.jvm()).options("--illegal-native-access=deny");
    assertSurvives(denied, Outcome.NO_OP, List.of("--enable-native-access=ALL-UNNAMED"));
    assertRefuses(denied.property(REQUIRED, true), List.of("--enable-native-access=ALL-UNNAMED"));
  }

  @Test
  @Requires(Need.JDK_25)
  void jvm25_nativeAccessOfTheBindingAlone_works() {
    Jvm jvm =
        on25(ModulePath.jvm(surroundings))
            .options(
                "--illegal-native-access=deny", "--enable-native-access=io.github.usdt4j.binding");
    assertSurvives(jvm, Outcome.WORKS, List.of());
  }

  @Test
  void jvm_securityManagerThatForbidsAll_survives() {
    try (SurvivorJvm jvm = new SurvivorJvm(surroundings.jvm().options("-Djava.security.manager"))) {
      jvm.await("ready", 1);
      assertThat(jvm.values("backend")).containsExactly("no-op");
      assertThat(jvm.values("reason").get(0))
          .startsWith("the security manager forbids to load the native library (access denied ")
          .endsWith("); grant AllPermission to the jars of usdt4j and JavaCPP");
      jvm.assertSilent();
      // The JVM itself has printed a warning.
      jvm.tell("end");
      assertThat(jvm.await("closed", 1)).isEqualTo("false");
    }
  }

  @Test
  void jvm_twoClassLoaders_shareAnImage() {
    try (SurvivorJvm jvm = new SurvivorJvm(surroundings.launcher(2))) {
      jvm.await("ready", 2);
      assertThat(jvm.values("image").stream().distinct()).hasSize(1);
      jvm.assertTraced(2);
      jvm.end();
    }
  }

  @Test
  void fire_attachedWithWrongArguments_isRefusedAndNothingFires() {
    try (SurvivorJvm jvm = new SurvivorJvm(surroundings.jvm())) {
      jvm.await("ready", 1);
      jvm.assertMisfiresRefused(
          "survivor:survivor:f:alive takes 2 arguments, 1 were given",
          "survivor:survivor:f:alive takes 2 arguments, an integer is one too many",
          "argument 0 of survivor:survivor:f:alive is STRING, not an integer",
          "probe survivor:survivor:f:alive takes [STRING, INT64], fired with (integer)");
      jvm.end();
    }
  }

  @Test
  void disk_fullWhileRunning_goesOnInMemory() {
    try (SurvivorJvm jvm = new SurvivorJvm(onSmallDisk())) {
      jvm.await("ready", 1);
      jvm.tell("add 20000");
      assertThat(jvm.await("ready", 2)).isEqualTo("20001");
      assertThat(jvm.values("refused")).isEmpty();
      assertThat(jvm.values("image-reason").subList(0, 2)).containsExactly("", "");
      assertThat(jvm.values("image-reason").get(2)).contains(NO_SPACE);
      int inFile = ProbeNotes.read(jvm.image(1)).size();
      assertThat(inFile).isGreaterThan(1000);
      assertThat(ProbeNotes.read(jvm.image(2))).hasSize(20001 - inFile);
      jvm.assertFiredAttachedToFirstAndLast(1, 2);
      jvm.assertTold(true);
      jvm.end();
    }
  }

  @Test
  void disk_fullWhileRunningAndRequired_refusesWhatDoesNotFit() {
    try (SurvivorJvm jvm = new SurvivorJvm(onSmallDisk().property(REQUIRED, true))) {
      jvm.await("ready", 1);
      jvm.tell("add 20000");
      int probes = Integer.parseInt(jvm.await("ready", 2));
      assertThat(jvm.values("refused").get(0))
          .contains("survivor:survivor", "[more" + (probes - 1) + "]", "required", NO_SPACE);
      // None is half registered: what is listed has a note, and what was refused has none.
      assertThat(ProbeNotes.read(jvm.image(1))).hasSize(probes);
      assertThat(ProbeNotes.read(jvm.image(2))).isEmpty();
      jvm.assertFiredAttachedToFirstAndLast(1, 1);
      jvm.end();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"survivor", "survivor enable-first"})
  void image_neitherInAFileNorInMemory_leavesProbesSilent(String arguments) {
    assertNoImage(
        surroundings.after("ulimit -f 1000", surroundings.jvm(arguments.split(" ", -1))),
        "memory: File too large: raise this process's limit of the file size (ulimit -f)");
  }

  @Test
  @Requires(tools = "perl")
  void image_noDirectoryAndMemoryForbidden_leavesProbesSilent() {
    Jvm jvm = Seccomp.withoutMemoryFiles(surroundings.jvm());
    assertNoImage(
        jvm.property("usdt4j.dir", "/proc/none"),
        "/proc/none: cannot be made",
        "memory: memfd_create is forbidden: allow it in the seccomp profile, or set"
            + " vm.memfd_noexec to 0");
  }

  private static void assertNoImage(Jvm jvm, String... causes) {
    try (SurvivorJvm survivor = new SurvivorJvm(jvm)) {
      survivor.await("ready", 1);
      assertThat(survivor.values("backend")).containsExactly("native");
      assertThat(survivor.values("reason").get(0)).contains("survivor:survivor").contains(causes);
      assertThat(survivor.values("image")).isEmpty();
      survivor.assertTold(true);
      survivor.tell("add 3");
      assertThat(survivor.await("ready", 2)).isEqualTo("4");
      assertThat(survivor.values("refused")).isEmpty();
      survivor.assertSilent();
      survivor.end();
    }
    assertRefuses(jvm.property(REQUIRED, true), List.of(causes));
  }

  private Jvm onSmallDisk() {
    return surroundings.after(
        "mount -t tmpfs -o size=1m,mode=700 tmpfs $root/images", surroundings.jvm());
  }

  private static void assertSurvives(Jvm jvm, Outcome outcome, List<String> causes) {
    try (SurvivorJvm survivor = new SurvivorJvm(jvm)) {
      survivor.await("ready", 1);
      if (outcome == Outcome.NO_OP || outcome == Outcome.NO_OP_UNTOLD) {
        assertThat(survivor.values("backend")).containsExactly("no-op");
        assertThat(survivor.values("reason").get(0)).contains(causes);
        assertThat(survivor.values("image")).isEmpty();
        assertThat(survivor.values("enabled")).containsExactly("false");
      } else {
        assertThat(survivor.values("backend")).containsExactly("native");
        assertThat(survivor.values("enabled")).containsExactly("true");
        assertThat(survivor.values("image")).hasSize(1);
        if (outcome == Outcome.WORKS) {
          assertThat(survivor.values("image-reason")).containsExactly("");
          assertThat(survivor.values("reason")).containsExactly("");
        } else {
          assertThat(survivor.values("image-reason").get(0)).contains(causes);
          assertThat(survivor.values("reason").get(0))
              .startsWith("only in memory, at " + survivor.values("image").get(0) + ": ")
              .contains(causes);
        }
        survivor.assertTraced(1);
      }
      survivor.assertTold(outcome != Outcome.NO_OP_UNTOLD);
      survivor.assertSilent();
      survivor.end();
    }
  }

  private static void assertRefuses(Jvm jvm, List<String> causes) {
    try (Child child = jvm.start()) {
      assertThat(child.awaitExit()).as(child.text()).isEqualTo(1);
      assertThat(child.lines().get(0))
          .contains("io.github.usdt4j.UsdtException: ")
          .contains(causes);
      assertThat(child.lines()).noneMatch(line -> line.startsWith("ready"));
    }
  }

  private static List<String> with(List<String> causes, String more) {
    return Stream.concat(causes.stream(), Stream.of(more)).toList();
  }

  private static Jvm on25(Jvm jvm) {
    return jvm.home(Jdks.find(25).orElseThrow());
  }
}
