package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.ReadLimit;
import io.github.usdt4j.testsupport.RandomCases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged images and maps through the reader: it says no, or names places in the image that hold
 * our code, in bounded memory. The property {@code snoop.fuzz} is the number of cases.
 */
class ImageFuzzTest {
  private static final int CASES = Integer.getInteger("snoop.fuzz", 20_000);
  private static final int HALF = 128;
  private static final int MOST_BYTES = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String MAPS =
      """
      00400000-00401000 r-xp 00000000 fe:00 1234                               /usr/bin/attacker
      08000000-08001000 r--p 00000000 fe:00 1515728                            /run/usdt/1/log.so
      08001000-08003000 r-xp 00001000 fe:00 1515728                            /run/usdt/1/log.so
      08003000-08004000 rw-p 00003000 fe:00 1515728                            /run/usdt/1/log.so
      7f68600000-7f68601000 r--p 00000000 00:01 42                             /memfd:log.so (deleted)
      7f68601000-7f68603000 r-xp 00001000 00:01 42                             /memfd:log.so (deleted)
      7f68603000-7f68604000 rw-p 00003000 00:01 42                             /memfd:log.so (deleted)
      7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0                          [stack]
      ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
      """;

  @TempDir private Path directory;

  private final MadeImage image = new MadeImage(HALF);
  private int accepted;

  @Test
  void damagedImage_isRefusedOrHasPlacesInItself() throws IOException {
    for (int i = 0; i < 20; i++) {
      image.record("provider" + i, "info").own("shop", "order" + i, "8@%rdi -4@%esi");
    }
    byte[] whole = image.toBytes();
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("image.so"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      RandomCases.check(CASES, random -> check(file, new Mutations(random).of(image), whole));
    }
    // Otherwise nothing was tried.
    assertThat(accepted).isBetween(CASES / 100, CASES * 99 / 100);
  }

  private void check(FileChannel file, byte[] bytes, byte[] whole) throws IOException {
    file.truncate(bytes.length);
    file.write(ByteBuffer.wrap(bytes), 0);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    List<ProbeNote> probes = new ArrayList<>();
    boolean isAccepted = read(file, bytes, probes);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(MOST_BYTES);
    if (isAccepted) {
      accepted++;
      probes.forEach(probe -> assertInside(probe, bytes, whole));
    }
  }

  private static boolean read(FileChannel file, byte[] bytes, List<ProbeNote> probes)
      throws IOException {
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, Layout.HEAD));
    try {
      Optional<Layout> layout = Layout.read(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN));
      if (layout.isPresent()) {
        Notes.read(file, layout.get(), ReadLimit.seconds(60), probes::add);
      }
      return layout.isPresent();
    } catch (LeftOutException e) {
      return false;
    }
  }

  private void assertInside(ProbeNote probe, byte[] bytes, byte[] whole) {
    long slot = (probe.site() - MadeImage.siteOf(0)) / 32;
    assertThat(slot).isBetween(0L, image.slots() - 1L);
    assertThat(probe.site()).isEqualTo(MadeImage.siteOf((int) slot));
    int stub = MadeImage.stubAt((int) slot);
    assertThat(Arrays.equals(bytes, stub, stub + 32, whole, stub, stub + 32)).isTrue();
    boolean isOwn = slot < HALF;
    assertThat(probe.semaphore() - image.sem())
        .isBetween(isOwn ? 32 + 2 * slot : 2, isOwn ? 32 + 2 * slot : 30);
    assertThat(probe.semaphore() % 2).isZero();
    if (probe.isJson()) {
      assertThat(probe.register()).matches("%[a-z0-9]{2,3}");
    }
  }

  @Test
  void damagedMaps_giveOnlyWhatCanBeNamed() {
    RandomCases.check(CASES, this::checkMaps);
    assertThat(accepted).isGreaterThan(CASES);
  }

  private void checkMaps(RandomGenerator random) throws IOException {
    byte[] maps = new Mutations(random).of(MAPS).getBytes(StandardCharsets.ISO_8859_1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    List<List<Mapping>> files = new ArrayList<>();
    Maps.read(new ByteArrayInputStream(maps), ReadLimit.seconds(60), files::add);

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    accepted += files.size();
    for (List<Mapping> mappings : files) {
      assertThat(mappings).hasSizeBetween(1, 8);
      Mapping first = mappings.get(0);
      assertThat(first.range()).matches("(0|[1-9a-f][0-9a-f]{0,15})-[1-9a-f][0-9a-f]{0,15}");
      assertThat(first.path()).startsWith("/");
      assertThat(first.offset()).isZero();
      assertThat(first.permissions()).isEqualTo("r--p");
    }
  }
}
