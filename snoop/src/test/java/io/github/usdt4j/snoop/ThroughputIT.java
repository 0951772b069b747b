package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires({Need.ROOT, Need.UPROBE_EVENTS})
class ThroughputIT {
  private static final int RECORDS = 1_000_000;
  private static final int PER_SECOND = 20_000;
  private static final int THREADS = 8;

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @TempDir private Path directory;

  @Test
  void millionRecords_from8ThreadsAt20000ASecond_allComeAndParse() throws IOException {
    Path records = directory.resolve("records");
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop =
            SnoopRun.followInto(records, app, "--json", "-c", Integer.toString(RECORDS))) {
      app.blast(THREADS, RECORDS / THREADS, PER_SECOND);
      snoop.child().awaitExit();
      app.await();

      assertThat(snoop.errors()).contains(RECORDS + " events shown, none lost");
      assertAllThere(records);
    }
  }

  /** Each thread's events, complete and in order. */
  private static void assertAllThere(Path records) throws IOException {
    int[] next = new int[THREADS];
    int count = 0;
    try (BufferedReader lines = Files.newBufferedReader(records)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = message(line).split(" ", 4);
        int thread = Integer.parseInt(words[1]);
        assertThat(Integer.parseInt(words[2])).as(line).isEqualTo(next[thread]++);
        count++;
      }
    }
    assertThat(count).isEqualTo(RECORDS);
    assertThat(next).containsOnly(RECORDS / THREADS);
  }

  /** The message; fails when the line is anything but one JSON object. */
  private static String message(String line) throws IOException {
    String message = null;
    try (JsonParser json = STRICT.createParser(line)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "message".equals(json.currentName())) {
          message = json.getText();
        }
      }
    }
    assertThat(message).as(line).isNotNull();
    return message;
  }
}
