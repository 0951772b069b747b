package io.github.usdt4j.snoop.lists;

import java.util.List;

/** Names what can be made of lists of probes. */
public enum ListFormat {
  /** A table in Markdown. */
  MD,
  /** A script for bpftrace that shows each probe with its arguments, to begin with. */
  BPFTRACE,
  /** The same for dtrace. */
  DTRACE;

  /** Returns what is made of these lists. */
  public String text(List<ProbeList> lists) {
    return switch (this) {
      case MD -> MarkdownTable.of(lists);
      case BPFTRACE -> new BpftraceSkeleton().of(lists);
      case DTRACE -> new DtraceSkeleton().of(lists);
    };
  }
}
