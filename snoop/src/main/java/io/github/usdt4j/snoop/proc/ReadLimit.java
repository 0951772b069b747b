package io.github.usdt4j.snoop.proc;

/**
 * Limits how much of one process is read, since a process may have as many mappings, with names as
 * long, and as many images as it likes. Both bytes and time are limited: the bytes hold on any
 * machine, and the time also where another process makes each read slow.
 */
public final class ReadLimit {
  private static final int MIB = 20;
  private static final long MOST_BYTES = 32L << MIB;

  /** What opening and looking at another file counts for: it takes as long as to read so much. */
  private static final long BYTES_OF_A_FILE = 16_384;

  private final Deadline deadline;
  private long bytesLeft = MOST_BYTES;

  private ReadLimit(Deadline deadline) {
    this.deadline = deadline;
  }

  /** Returns a limit of so many seconds, and of the bytes that are read of any process. */
  public static ReadLimit seconds(long seconds) {
    return new ReadLimit(Deadline.in(seconds));
  }

  /** Returns whether the process was not read whole. */
  public boolean isOver() {
    return bytesLeft < 0 || deadline.isOver();
  }

  /** Counts bytes that were read; fails when one of the limits is reached. */
  public void take(long bytes) throws LeftOutException {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw new LeftOutException(
          "has more than the %d MiB that are read of a process".formatted(MOST_BYTES >> MIB));
    }
    deadline.check();
  }

  /** Counts a file that is opened, and fails as {@link #take} does. */
  public void takeFile() throws LeftOutException {
    take(BYTES_OF_A_FILE);
  }
}
