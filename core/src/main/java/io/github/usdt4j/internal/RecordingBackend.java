package io.github.usdt4j.internal;

import io.github.usdt4j.ArgType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Probes that a test attaches to: real semaphores in memory of this object, and a list of what was
 * fired. Strings arrive as a tracer would read them: strict UTF-8, cut at the limit.
 */
public final class RecordingBackend implements Backend {
  private static final int GATES = 16;
  private static final int SLOTS = 1 << 18;
  private static final short IDLE = 0x1f0f;
  private static final short PATCHED = 0x1fcc;

  private final ByteBuffer semaphores =
      ByteBuffer.allocateDirect((GATES + SLOTS) * 2).order(ByteOrder.nativeOrder());
  private final ShortBuffer text =
      ByteBuffer.allocateDirect(SLOTS * 2).order(ByteOrder.nativeOrder()).asShortBuffer();
  private final List<RecordedProbe> slots = new ArrayList<>();
  private final ConcurrentMap<Long, RecordedProbe> byAddress = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Fired> fired = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<String, Long> addresses = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, String> texts = new ConcurrentHashMap<>();
  private final AtomicLong nextText = new AtomicLong(1);

  /**
   * One execution of a probe.
   *
   * @param arguments a {@code Long} (cut to the declared size and sign) or a {@code String} each;
   *     null for a null string
   */
  public record Fired(String provider, String probe, List<Object> arguments) {}

  /** Attaches to all probes of that name, of live providers; false when there is none. */
  public boolean attach(String provider, String probe) {
    return change(provider, probe, 1);
  }

  /** Undoes one {@link #attach}. */
  public boolean detach(String provider, String probe) {
    return change(provider, probe, -1);
  }

  /** What was fired so far, in order of arrival. */
  public List<Fired> fired() {
    return List.copyOf(fired);
  }

  /** Forgets what was fired so far. */
  public void clear() {
    fired.clear();
  }

  /** Whether such a probe is live. */
  public synchronized boolean isLive(String provider, String probe) {
    return slots.stream().anyMatch(slot -> slot.is(provider, probe) && slot.site().address() != 0);
  }

  private synchronized boolean change(String provider, String probe, int by) {
    boolean found = false;
    for (RecordedProbe slot : slots) {
      if (slot.is(provider, probe) && slot.site().address() != 0 && slot.attached + by >= 0) {
        found = true;
        slot.attached += by;
        Site place = slot.place;
        semaphores.putShort(
            place.semaphoreOffset(), (short) (semaphores.getShort(place.semaphoreOffset()) + by));
        text.put(place.textOffset() / 2, slot.attached > 0 ? PATCHED : IDLE);
      }
    }
    return found;
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
    return new RecordedRegistration(provider);
  }

  private synchronized RecordedProbe slot(
      String provider, String name, List<ArgType> types, int gate) {
    for (RecordedProbe slot : slots) {
      if (slot.free && slot.is(provider, name) && slot.types.equals(types) && slot.gate == gate) {
        slot.free = false;
        return slot;
      }
    }
    int index = slots.size();
    if (index == SLOTS) {
      throw new IllegalStateException("a recording holds at most " + SLOTS + " probes");
    }
    text.put(index, IDLE);
    int semaphore = gate > 0 ? gate : GATES + index;
    Site place = new Site(semaphores, semaphore * 2, index + 1L, text, index * 2, IDLE);
    RecordedProbe made = new RecordedProbe(provider, name, List.copyOf(types), gate, place);
    slots.add(made);
    byAddress.put(place.address(), made);
    return made;
  }

  private static final class RecordedProbe extends ProbeHandle {
    final String provider;
    final String name;
    final List<ArgType> types;
    final int gate;
    final Site place;
    int attached;
    boolean free;

    RecordedProbe(String provider, String name, List<ArgType> types, int gate, Site place) {
      this.provider = provider;
      this.name = name;
      this.types = types;
      this.gate = gate;
      this.place = place;
    }

    boolean is(String aProvider, String aName) {
      return provider.equals(aProvider) && name.equals(aName);
    }

    void live(boolean live) {
      if (live && gate == 0) {
        moveToOwn(place, place.semaphore());
      } else {
        move(live ? place : Site.NONE);
      }
    }
  }

  private final class RecordedRegistration implements Registration {
    private final String provider;
    private final List<RecordedProbe> probes = new ArrayList<>();
    private boolean enabled;
    private boolean closed;

    RecordedRegistration(String provider) {
      this.provider = provider;
    }

    @Override
    public ProbeHandle add(String function, String name, List<ArgType> types) {
      return addAll(function, List.of(name), types, 0).get(0);
    }

    @Override
    public synchronized List<ProbeHandle> addAll(
        String function, List<String> names, List<ArgType> types, int firstGate) {
      requireOpen();
      List<ProbeHandle> added = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        RecordedProbe probe =
            slot(provider, names.get(i), types, firstGate == 0 ? 0 : firstGate + i);
        probe.live(enabled);
        probes.add(probe);
        added.add(probe);
      }
      return added;
    }

    @Override
    public synchronized void remove(ProbeHandle handle) {
      if (handle instanceof RecordedProbe probe && probes.remove(probe)) {
        probe.live(false);
        probe.free = true;
      }
    }

    @Override
    public synchronized void enable() {
      requireOpen();
      enabled = true;
      probes.forEach(probe -> probe.live(true));
    }

    @Override
    public synchronized void disable() {
      enabled = false;
      probes.forEach(probe -> probe.live(false));
    }

    @Override
    public synchronized void close() {
      List.copyOf(probes).forEach(this::remove);
      closed = true;
    }

    private void requireOpen() {
      if (closed) {
        throw new IllegalStateException("provider " + provider + " is closed; open another one");
      }
    }
  }

  @Override
  public void fire6(long site, long a0, long a1, long a2, long a3, long a4, long a5) {
    fireArray(site, 6, 0, 0, new long[] {a0, a1, a2, a3, a4, a5}, null);
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
    return fireArray(
        site, argc, strings, maxBytes, new long[] {l0, l1, l2, l3}, new String[] {s0, s1, s2, s3});
  }

  @Override
  public int fireArray(
      long site, int argc, int strings, int maxBytes, long[] words, String[] strs) {
    RecordedProbe probe = byAddress.get(site);
    if (probe == null) {
      return 0;
    }
    int cuts = 0;
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < Math.min(argc, probe.types.size()); i++) {
      if ((strings >>> i & 1) == 0) {
        arguments.add(narrow(words[i], probe.types.get(i)));
      } else {
        String arrived = arrived(strs[i], maxBytes);
        cuts += isCut(strs[i], maxBytes) ? 1 : 0;
        arguments.add(arrived);
      }
    }
    record(probe, arguments);
    return cuts;
  }

  private void record(RecordedProbe probe, List<Object> arguments) {
    fired.add(
        new Fired(probe.provider, probe.name, java.util.Collections.unmodifiableList(arguments)));
  }

  @Override
  public int fireEvent(
      long site,
      int level,
      long logger,
      String message,
      int maxMessageBytes,
      String arg3,
      String arg4,
      String arg5,
      long thread,
      String threadName,
      String throwable,
      String arg8,
      String arg9,
      String arg10,
      String arg11) {
    RecordedProbe probe = byAddress.get(site);
    if (probe == null) {
      return 0;
    }
    String name = texts.getOrDefault(thread, threadName);
    String[] given = {
      message, null, null, arg3, arg4, arg5, name, throwable, arg8, arg9, arg10, arg11
    };
    int cuts = 0;
    Object[] arguments = new Object[given.length];
    for (int i = 0; i < given.length; i++) {
      int limit = i == 0 ? maxMessageBytes : i == 3 ? 4096 : 1024;
      arguments[i] = given[i] == null ? "" : arrived(given[i], limit);
      cuts |= isCut(given[i], limit) ? 1 << i : 0;
    }
    arguments[1] = texts.getOrDefault(logger, "");
    arguments[2] = (long) level;
    record(probe, Arrays.asList(arguments));
    return cuts;
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

  private static long narrow(long word, ArgType type) {
    return switch (type) {
      case INT8 -> (byte) word;
      case INT16 -> (short) word;
      case INT32 -> (int) word;
      case UINT8, BOOL -> word & 0xff;
      case UINT16 -> word & 0xffff;
      case UINT32, FLOAT -> word & 0xffff_ffffL;
      default -> word;
    };
  }

  private static boolean isCut(String given, int maxBytes) {
    return given != null && bytes(given).length > maxBytes;
  }

  private static String arrived(String given, int maxBytes) {
    if (given == null) {
      return null;
    }
    byte[] bytes = bytes(given);
    int end = Math.min(bytes.length, maxBytes);
    while (end < bytes.length && end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String given) {
    return given.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8);
  }
}
