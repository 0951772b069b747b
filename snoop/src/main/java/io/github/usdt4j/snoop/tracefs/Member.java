package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.OptionalLong;

/**
 * A member is an image in a process.
 *
 * @param image the device and inode of its file
 * @param base the address of its start in the process
 * @param tried the probes to which snoop has tried to attach for this process, also those that were
 *     refused
 * @param attached the probes that have an event, whichever process they were found in
 */
record Member(
    long pid,
    long startTicks,
    long execution,
    String image,
    long base,
    Sites tried,
    Sites attached) {

  static Member of(TracedProcess process, Image image, Sites attached) {
    return new Member(
        process.pid(),
        process.startTicks(),
        process.execution(),
        image.id(),
        image.base(),
        new Sites(),
        attached);
  }

  boolean is(TracedProcess process, Image other) {
    return pid == process.pid()
        && startTicks == process.startTicks()
        && execution == process.execution()
        && image.equals(other.id())
        && base == other.base();
  }

  /** Returns whether an event at this address may come from this process. */
  boolean hasSite(long address) {
    return attached.contains(address - base);
  }

  boolean hasEnded() {
    return !Proc.startTicks(pid).equals(OptionalLong.of(startTicks));
  }
}
