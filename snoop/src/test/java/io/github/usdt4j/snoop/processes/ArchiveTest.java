package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.proc.Deadline;
import io.github.usdt4j.snoop.proc.Descriptor;
import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.testsupport.RandomCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
  private static final String CLASS = "io/github/usdt4j/internal/Backends.class";
  private static final String JAR_IN_JAR = "BOOT-INF/lib/usdt4j-core-0.1.0.jar";

  /** In a zip without zip64. */
  private static final int MOST_ENTRIES = 65_535;

  @TempDir private Path directory;

  @Test
  void archiveWithUsdt4j_isRecognised() throws IOException {
    assertThat(has(archive("", 3, CLASS))).isTrue();
    assertThat(has(archive("", 3, JAR_IN_JAR))).isTrue();
    assertThat(has(archive("a comment".repeat(7000), 3, CLASS))).isTrue();
  }

  @Test
  void archiveWithoutUsdt4j_isNot() throws IOException {
    assertThat(has(archive("", 3, "io/github/usdt4j/snoop/Snoop.class"))).isFalse();
    assertThat(has(archive(CLASS, 3, "in the comment only"))).isFalse();
  }

  @Test
  void name_whereAPieceEnds_isRecognised() throws IOException {
    for (int before = -2; before <= CLASS.length() + 2; before++) {
      // Each record of the directory is 46 bytes and the name.
      String other = "x".repeat((1 << 16) - 46 - 46 - before);
      assertThat(has(archive("", List.of(other, CLASS)))).as("%d before", before).isTrue();
    }
  }

  @Test
  void archiveWithMoreEntriesThanItsEndCanTell_isRecognised() throws IOException {
    assertThat(has(archive("", MOST_ENTRIES + 10, CLASS))).isTrue();
  }

  @Test
  void archiveBehindAScript_isRecognised() throws IOException {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.write("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.US_ASCII));
    script.write(archive("", 3, CLASS));

    assertThat(has(script.toByteArray())).isTrue();
  }

  @Test
  void whatOnlyLooksLikeAnArchive_doesNoHarm() throws IOException {
    byte[] archive = archive("", 40, CLASS);
    RandomCases.check(
        3000,
        random -> {
          byte[] content = archive.clone();
          // Most of what counts is at the end.
          int area = random.nextBoolean() ? Math.min(80, content.length) : content.length;
          for (int i = random.nextInt(1, 9); i > 0; i--) {
            content[content.length - 1 - random.nextInt(area)] = (byte) random.nextInt();
          }
          int end = random.nextBoolean() ? content.length : random.nextInt(content.length);
          has(Arrays.copyOf(content, end));
        });
  }

  @Test
  void directoryOfAnEndlessFile_isReadInPiecesUntilItsTimeIsOver() throws IOException {
    Path file = directory.resolve("endless.jar");
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] end = archive("", 0, CLASS);
      content.seek(1L << 40);
      content.write(end, end.length - 22, 12);
      // All before it is its directory, it says.
      content.write(new byte[] {-1, -1, -1, 127, 0, 0, 0, 0, 0, 0});
    }
    assertThatThrownBy(() -> has(file, Deadline.in(0))).isInstanceOf(LeftOutException.class);
    assertThat(has(file, Deadline.in(600))).isFalse();
  }

  private boolean has(byte[] content) throws IOException {
    return has(Files.write(directory.resolve("some.jar"), content), Deadline.in(600));
  }

  private static boolean has(Path file, Deadline deadline) throws IOException {
    try (Descriptor descriptor = Descriptor.ofFile(file)) {
      return Archive.hasUsdt4j(descriptor, deadline);
    }
  }

  private static byte[] archive(String comment, int others, String name) throws IOException {
    Stream<String> names =
        IntStream.range(0, others).mapToObj("some/other/Class%d.class"::formatted);
    return archive(comment, Stream.concat(names, Stream.of(name)).toList());
  }

  private static byte[] archive(String comment, List<String> names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment(comment);
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
      }
    }
    return bytes.toByteArray();
  }
}
