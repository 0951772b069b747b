package io.github.usdt4j.snoop.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Attacker;
import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.MadeImage;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"gcc", "setpriv"})
class UprobeEventsIT {
  private static final String NAME = "usdt4j_snoop_test_" + ProcessHandle.current().pid();
  private static final long BASE = 0x7000_0000;
  private static final int HALF = 128;
  private static final int PROBES = 20;

  private final Tracefs tracefs = Tracefs.find();
  private final MadeImage image = new MadeImage(HALF);
  private final Attacker process = new Attacker();
  private Instance instance;
  private Path file;
  private List<ProbeNote> probes;

  @BeforeEach
  void start() {
    for (int i = 0; i < PROBES; i++) {
      image.record("p" + i, "info");
    }
    file = process.write(image, "log.so");
    process.map(image, file, BASE);
    List<Image> images = new Processes().find(process.pid()).orElseThrow().images();
    probes = images.get(0).records();
    instance = Instance.create(tracefs, NAME, 1 << 20);
  }

  @AfterEach
  void end() throws IOException {
    Leftovers.remove(tracefs, NAME);
    process.close();
  }

  @Test
  void allProbesOfAnImage_haveOneEvent() {
    assertThat(attach(true)).isEmpty();

    assertThat(definitions()).hasSize(PROBES);
    assertThat(events()).containsExactly("p:" + NAME + "/e1");
    assertThat(patched()).isEqualTo(PROBES);
  }

  @Test
  void olderKernel_hasAnEventForEach() {
    assertThat(attach(false)).isEmpty();

    assertThat(events()).hasSize(PROBES);
    assertThat(patched()).isEqualTo(PROBES);
  }

  /** The kernel refuses a definition that counts in another place than one before. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void definitionThatIsRefused_isLeftOutAlone(boolean hasSeveralPlaces) {
    ProbeNote third = probes.get(2);
    try (UprobeEvent other = new UprobeEvent(file, third.site(), third.semaphore() + 2, "")) {
      assertThat(attach(hasSeveralPlaces)).isEqualTo(Map.of(third, "Invalid argument"));
      assertThat(patched()).isEqualTo(PROBES);
      assertThat(other.hits()).isZero();
    }
    assertThat(definitions()).hasSize(PROBES - 1);
  }

  /** The kernel looks at the code only when an event begins: here it finds no instruction. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void placesThatAreRefused_areLeftOutAlone(boolean hasSeveralPlaces) {
    ProbeNote first = wrong(0);
    ProbeNote second = wrong(PROBES - 1);
    probes = new ArrayList<>(probes);
    probes.add(0, first);
    probes.add(second);

    assertThat(attach(hasSeveralPlaces)).containsOnlyKeys(first, second);
    assertThat(patched()).isEqualTo(PROBES);
    assertThat(definitions()).hasSize(PROBES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manyPlacesThatAreRefused_areNotTriedForEver(boolean hasSeveralPlaces) {
    probes = IntStream.range(0, HALF).mapToObj(UprobeEventsIT::wrong).toList();

    assertThat(attach(hasSeveralPlaces))
        .hasSize(HALF)
        .containsValue("too many others of its image were refused");
    assertThat(patched()).isZero();
    assertThat(definitions()).isEmpty();
  }

  /** Behind the return of a stub. */
  private static ProbeNote wrong(int slot) {
    long site = MadeImage.siteOf(HALF + slot) + 8L;
    return new ProbeNote("wrong", "info_json", site, 0x3002, "8@%rdi");
  }

  private Map<ProbeNote, String> attach(boolean hasSeveralPlaces) {
    return new UprobeEvents(tracefs, instance, NAME, "", hasSeveralPlaces).attach(file, probes);
  }

  private List<String> definitions() {
    return tracefs.uprobeEvents().stream().filter(line -> line.contains(NAME + "/")).toList();
  }

  private Set<String> events() {
    return definitions().stream().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
  }

  /** How many sites the kernel has patched in the process. */
  private int patched() {
    int size = image.sem() - MadeImage.HEAD;
    byte[] code = process.memory(BASE + MadeImage.HEAD, size);
    int count = 0;
    for (int at = 16; at < size; at += 32) {
      count += code[at] == 0x0f ? 0 : 1;
    }
    return count;
  }
}
