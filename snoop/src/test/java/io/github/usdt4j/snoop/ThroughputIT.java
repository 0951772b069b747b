package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires({Need.ROOT, Need.UPROBE_EVENTS})
class ThroughputIT {
  private static final int THREADS = 8;

  /** What each thread logs before all wait for snoop: all of it fits into one CPU's buffer. */
  private static final int LOT = 1000;

  private static final int MIB_PER_CPU = 8;
  private static final int LOTS = 60;
  private static final int RECORDS = THREADS * LOT * LOTS;
  private static final int AS_FAST_AS_IT_CAN = Integer.MAX_VALUE;

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @TempDir private Path directory;

  /** Of the file that snoop writes. */
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);

  private int lines;

  @Test
  void manyRecords_from8Threads_allComeInOrderAndParse() throws IOException {
    Path records = Files.createFile(directory.resolve("records"));
    int mib = MIB_PER_CPU * Runtime.getRuntime().availableProcessors();
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop =
            SnoopRun.followInto(records, app, "--json", "-c", "" + RECORDS, "--buffer", "" + mib);
        FileChannel channel = FileChannel.open(records);
        BufferedReader reader = Files.newBufferedReader(records)) {
      for (int lot = 1; lot <= LOTS; lot++) {
        app.blast(THREADS, LOT, AS_FAST_AS_IT_CAN);
        app.await();
        int wanted = lot * THREADS * LOT;
        Await.until(
            () -> wanted + " lines, not " + lines + "; " + snoop.errors(),
            () -> lines(channel) >= wanted);
        assertLot(reader);
      }
      snoop.child().awaitExit();

      assertThat(snoop.errors()).contains(RECORDS + " events shown, none lost");
      assertThat(reader.readLine()).isNull();
    }
  }

  /** How many lines the file has so far. */
  private int lines(FileChannel channel) {
    try {
      while (channel.read(bytes.clear()) > 0) {
        for (bytes.flip(); bytes.hasRemaining(); ) {
          lines += bytes.get() == '\n' ? 1 : 0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Each thread's events of one lot, complete and in order. */
  private static void assertLot(BufferedReader reader) throws IOException {
    int[] next = new int[THREADS];
    for (int i = 0; i < THREADS * LOT; i++) {
      String line = reader.readLine();
      String[] words = message(line).split(" ", 4);
      int thread = Integer.parseInt(words[1]);
      if (Integer.parseInt(words[2]) != next[thread]++) {
        throw new AssertionError("thread " + thread + " is at " + next[thread] + ", not " + line);
      }
    }
    assertThat(next).containsOnly(LOT);
  }

  /** The message; fails when the line is anything but one JSON object. */
  private static String message(String line) throws IOException {
    String message = null;
    try (JsonParser json = STRICT.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new AssertionError(line);
      }
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "message".equals(json.currentName())) {
          message = json.getText();
        }
      }
    }
    if (message == null) {
      throw new AssertionError(line);
    }
    return message;
  }
}
