package io.github.usdt4j.internal;

import io.github.usdt4j.internal.attachment.ProbeHandle;
import java.util.Collections;
import java.util.List;

/** Keeps probes that are never live: it evaluates nothing and never fails. */
public final class NoOpBackend implements Backend {
  private final String reason;

  public NoOpBackend(String reason) {
    this.reason = reason;
  }

  @Override
  public Kind kind() {
    return Kind.NO_OP;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public Registration open(String provider, String module) {
    return new NoOpRegistration();
  }

  @Override
  public void fire6(long site, long a0, long a1, long a2, long a3, long a4, long a5) {}

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
    return 0;
  }

  @Override
  public int fireArray(
      long site, int argc, int strings, int[] limits, long[] words, String[] texts) {
    return 0;
  }

  @Override
  public EventArguments event(int maxMessageBytes) {
    return new NoOpEvent();
  }

  @Override
  public long text(String text) {
    return 0;
  }

  private static final class NoOpEvent implements EventArguments {
    @Override
    public void text(EventArgument argument, String text) {}

    @Override
    public void interned(EventArgument argument, long address) {}

    @Override
    public void word(EventArgument argument, int word) {}

    @Override
    public int fire(long site) {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static final class NoOpRegistration implements Registration {
    @Override
    public ProbeHandle add(String function, String name, List<String> cTypes) {
      return ProbeHandle.silent();
    }

    @Override
    public List<ProbeHandle> addAll(
        String function, List<String> names, List<String> cTypes, int firstGate) {
      return Collections.nCopies(names.size(), ProbeHandle.silent());
    }

    @Override
    public void remove(ProbeHandle probe) {}

    @Override
    public void enable() {}

    @Override
    public void disable() {}

    @Override
    public void close() {}
  }
}
