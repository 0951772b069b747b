package io.github.usdt4j.test.internal;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.EventArguments;
import io.github.usdt4j.internal.Registration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps probes that a {@link Recording} attaches to, in the place of a tracer. */
public final class RecordingBackend implements Backend {
  private final RecordedImage image = new RecordedImage();
  private final ConcurrentMap<String, Long> addresses = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, String> texts = new ConcurrentHashMap<>();
  private final AtomicLong nextText = new AtomicLong(1);

  /** Makes a backend without probes. */
  public RecordingBackend() {}

  RecordedImage image() {
    return image;
  }

  @Override
  public Kind kind() {
    return Kind.RECORDING;
  }

  @Override
  public String reason() {
    return "fires are recorded for a test";
  }

  @Override
  public Registration open(String provider, String module) {
    return new RecordedRegistration(image, provider);
  }

  @Override
  public void fire6(long site, long a0, long a1, long a2, long a3, long a4, long a5) {
    fireArray(site, 6, 0, null, new long[] {a0, a1, a2, a3, a4, a5}, null);
  }

  @Override
  public int fireMixed(
      long site,
      int argc,
      int strings,
      int maxBytes,
      long l0,
      long l1,
      long l2,
      long l3,
      String s0,
      String s1,
      String s2,
      String s3) {
    int[] limits = {maxBytes, maxBytes, maxBytes, maxBytes};
    long[] words = {l0, l1, l2, l3};
    return Integer.bitCount(
        fireArray(site, argc, strings, limits, words, new String[] {s0, s1, s2, s3}));
  }

  @Override
  public int fireArray(
      long site, int argc, int strings, int[] limits, long[] words, String[] strs) {
    RecordedProbe probe = image.at(site);
    if (probe == null) {
      return 0;
    }
    List<ArgType> types = probe.types();
    int cuts = 0;
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < Math.min(argc, types.size()); i++) {
      if ((strings >>> i & 1) == 0) {
        arguments.add(Arrival.word(words[i], types.get(i)));
      } else {
        arguments.add(Arrival.text(strs[i], limits[i]));
        cuts |= Arrival.isCut(strs[i], limits[i]) ? 1 << i : 0;
      }
    }
    record(probe, arguments);
    return cuts;
  }

  @Override
  public EventArguments event(int maxMessageBytes) {
    return new RecordedEvent(this, maxMessageBytes);
  }

  /** Records a log event; returns which of its texts were cut. */
  int fireEvent(long site, Object[] given, int[] limits) {
    RecordedProbe probe = image.at(site);
    if (probe == null) {
      return 0;
    }
    int cuts = 0;
    Object[] arrived = given.clone();
    for (int i = 0; i < given.length; i++) {
      if (given[i] instanceof String text) {
        arrived[i] = Arrival.text(text, limits[i]);
        cuts |= Arrival.isCut(text, limits[i]) ? 1 << i : 0;
      }
    }
    record(probe, Arrays.asList(arrived));
    return cuts;
  }

  /** Returns the text that has this address. */
  String textAt(long address) {
    return texts.getOrDefault(address, "");
  }

  private static void record(RecordedProbe probe, List<Object> arguments) {
    List<Object> arrived = Collections.unmodifiableList(arguments);
    probe.tracers().forEach(tracer -> tracer.record(probe, arrived));
  }

  @Override
  public long text(String text) {
    return addresses.computeIfAbsent(
        text,
        given -> {
          long address = nextText.getAndIncrement();
          texts.put(address, given);
          return address;
        });
  }
}
