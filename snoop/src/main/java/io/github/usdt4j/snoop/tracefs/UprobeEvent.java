package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.ProbeNote;

/** The event on a record probe. */
record UprobeEvent(String name, Image image, ProbeNote probe) {
  /** A line for uprobe_events: the place, the semaphore, and the one argument as a text. */
  String definition(String group) {
    return "p:%s/%s %s:0x%x(0x%x) json=+0(%s):ustring\n"
        .formatted(group, name, image.file(), probe.site(), probe.semaphore(), probe.register());
  }
}
