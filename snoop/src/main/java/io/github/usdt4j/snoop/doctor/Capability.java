package io.github.usdt4j.snoop.doctor;

import io.github.usdt4j.snoop.proc.Proc;
import java.util.Arrays;
import java.util.List;

/** Lists what root must be allowed to do to attach to the probes of others. */
enum Capability {
  /** The capability lets root look into the memory of processes. */
  CAP_SYS_PTRACE(1L << 19),

  /** The capability lets root open what they map; {@code CAP_CHECKPOINT_RESTORE} does too. */
  CAP_SYS_ADMIN(1L << 21 | 1L << 40),

  /**
   * The capability lets root enter the directories of other users' processes; {@code
   * CAP_DAC_OVERRIDE} does too.
   */
  CAP_DAC_READ_SEARCH(1L << 2 | 1L << 1);

  /** The bits of linux/capability.h, any of which is enough. */
  private final long bits;

  Capability(long bits) {
    this.bits = bits;
  }

  /** Returns the names of the capabilities that this process has not. */
  static List<String> missing() {
    long effective = effective();
    return Arrays.stream(values())
        .filter(capability -> !capability.isAmong(effective))
        .map(Capability::name)
        .toList();
  }

  /** Returns whether this process has the capability. */
  boolean isThere() {
    return isAmong(effective());
  }

  private static long effective() {
    return Long.parseUnsignedLong(Proc.ownStatus("CapEff"), 16);
  }

  private boolean isAmong(long effective) {
    return (bits & effective) != 0;
  }
}
