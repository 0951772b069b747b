package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Tells the processes of threads, as the kernel lists them in saved_tgids: {@code "4712 4711"}, one
 * pair a line, by rising thread ids. There may be four million, of which a user's threads can be
 * nearly all; one takes eight bytes here.
 */
final class ThreadTable {
  /** Stands for a kernel that lists none; a list without lines is another one. */
  static final ThreadTable EMPTY = new ThreadTable();

  /** The kernel has no higher ids: PID_MAX_LIMIT. */
  private static final int MAX_THREADS = 1 << 22;

  private static final int BUFFER = 1 << 16;

  private int[] threads = new int[1024];
  private int[] processes = new int[1024];
  private int size;

  private ThreadTable() {}

  /** Reads a list to its end. */
  static ThreadTable read(InputStream in) throws IOException {
    ThreadTable table = new ThreadTable();
    byte[] buffer = new byte[BUFFER];
    int thread = 0;
    int number = 0;
    for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
      for (int i = 0; i < length; i++) {
        byte sign = buffer[i];
        if (sign == ' ') {
          thread = number;
          number = 0;
        } else if (sign == '\n') {
          table.add(thread, number);
          number = 0;
        } else {
          number = 10 * number + sign - '0';
        }
      }
    }
    return table;
  }

  private void add(int thread, int process) {
    if (size == MAX_THREADS) {
      return;
    }
    if (size == threads.length) {
      threads = Arrays.copyOf(threads, 2 * size);
      processes = Arrays.copyOf(processes, 2 * size);
    }
    threads[size] = thread;
    processes[size] = process;
    size++;
  }

  /** Returns the process of a thread; empty when it is not in the list. */
  OptionalLong processOf(long thread) {
    int place = Arrays.binarySearch(threads, 0, size, (int) thread);
    return place < 0 ? OptionalLong.empty() : OptionalLong.of(processes[place]);
  }
}
