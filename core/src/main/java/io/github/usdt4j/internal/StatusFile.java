package io.github.usdt4j.internal;

import io.github.usdt4j.binding.Native;
import java.io.IOException;

/**
 * Tells who looks from outside about the probes of this process, also where it has none. It writes
 * libusdt's status file beside the images or, where the library or a directory is missing, an
 * {@link AnonymousFile}. Either is open while the process lives and is found below {@code
 * /proc/PID/fd}.
 *
 * <pre>
 * usdt4j-status 1 pid 4711 start 123456      libusdt's first line
 * version: 0.1.0
 * backend: native                            as in UsdtStatus
 * reason: only in memory, at ...             left out where all is well
 * image: log /proc/4711/fd/9                 module and path; MAX_IMAGES of them at most
 * probe: shop:orders:sold:sold item char *   provider:module:function:name, name and type of each argument;
 *                                            of probes whose arguments have names, NamedProbes.MAX_CHARACTERS in all
 * </pre>
 *
 * <p>All of it is printable ASCII; every other character, and a backslash, is written as <code>
 * &#92;u{hex}</code> .
 */
final class StatusFile {
  static final int MAX_VALUE = 1500;
  static final int MAX_IMAGES = 16;

  private static String written = "";
  private static AnonymousFile anonymous;

  private StatusFile() {}

  /** Writes it when something has changed. Never throws; where it cannot be had there is none. */
  static void update() {
    if (!Backends.isChosen()) {
      return;
    }
    try {
      write(Backends.currentOrNoOp());
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      // Neither libusdt nor this process has a place for a file.
      return;
    }
  }

  private static synchronized void write(Backend backend) throws IOException {
    // Here, so that who comes last writes the newest.
    String content = content(backend, Reason.now());
    if (content.equals(written)) {
      return;
    }
    written = content;
    if (backend.kind() == Backend.Kind.NATIVE && Native.usdt_status_write(content) == 0) {
      if (anonymous != null) {
        anonymous.close();
      }
      return;
    }
    String text = AnonymousFile.mark() + content;
    if (anonymous == null || !anonymous.isOpen()) {
      anonymous = AnonymousFile.create(text);
    } else {
      anonymous.write(text);
    }
  }

  static String content(Backend backend, String reason) {
    StringBuilder text = new StringBuilder();
    append(text, "version", Version.text());
    append(text, "backend", backend.kind().label());
    if (!reason.isEmpty()) {
      append(text, "reason", reason);
    }
    Images.list(backend, (path, module, why, slots, slotsUsed) -> module + " " + path).stream()
        .limit(MAX_IMAGES)
        .forEach(image -> append(text, "image", image));
    NamedProbes.lines().forEach(line -> append(text, "probe", line));
    return text.toString();
  }

  private static void append(StringBuilder text, String key, String value) {
    text.append(key).append(": ");
    boolean isWhole = value.length() <= MAX_VALUE;
    String shown = isWhole ? value : value.substring(0, MAX_VALUE);
    shown
        .codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c > '~' || c == '\\') {
                text.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                text.append((char) c);
              }
            });
    text.append(isWhole ? "\n" : "...\n");
  }
}
