package io.github.usdt4j.binding.programs;

import io.github.usdt4j.binding.Native;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A program that loads the library, uses it, and prints what it met, in ASCII. */
public final class UseBinding {
  private static final String TEXT = "h\u00E9\u4E2D\uD83D\uDE00";

  private UseBinding() {}

  /**
   * Runs.
   *
   * @param arguments megabytes of direct memory to hold meanwhile; none
   */
  public static void main(String[] arguments) {
    List<ByteBuffer> held = new ArrayList<>();
    for (int i = 0; arguments.length > 0 && i < Integer.parseInt(arguments[0]); i++) {
      held.add(ByteBuffer.allocateDirect(1 << 20));
    }
    try {
      use();
    } catch (LinkageError e) {
      System.out.println("refused: " + e.getClass().getName() + ": " + e.getMessage());
    }
    System.out.println("held: " + held.size());
  }

  private static void use() {
    long provider = Native.usdt_create_provider("prov", "usebinding");
    long[] row = new long[5];
    Native.usdt_provider_add_all(provider, "f", "p", "char *", 0, row);
    System.out.println("enabled: " + Native.usdt_provider_enable(provider));
    System.out.println("image: " + Native.usdt_image_path(0));
    System.out.println("text: " + hex(Native.usdt_text(TEXT)));
    System.out.println(
        "fired: "
            + Native.usdt_fire_mixed(
                Native.usdt_probe_site(row[0]), 1, 1, 100, 0, 0, 0, 0, TEXT, null, null, null));
    System.out.println("plain: " + plainString());
    System.out.println("library: " + library());
    Native.usdt_provider_free(provider);
  }

  /** Where our library is loaded from. */
  private static String library() {
    // Not by a channel, which would want direct memory.
    try (BufferedReader maps =
        new BufferedReader(new FileReader("/proc/self/maps", StandardCharsets.UTF_8))) {
      return maps.lines()
          .filter(line -> line.contains("/libjniusdt"))
          .map(line -> line.substring(line.indexOf('/')))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A string of a function that is not for events, there and back. */
  private static boolean plainString() {
    long provider = Native.usdt_create_provider("prov", "usebinding");
    long probe = Native.usdt_create_probe_list("f", TEXT, "int");
    Native.usdt_provider_add_probe(provider, probe);
    Native.usdt_provider_add_probe(provider, probe);
    boolean kept = Native.usdt_errstr(provider).contains(TEXT);
    Native.usdt_provider_free(provider);
    return kept;
  }

  private static String hex(long address) {
    int length = TEXT.getBytes(StandardCharsets.UTF_8).length;
    byte[] bytes = new byte[length];
    Native.usdt_memory(address, length).get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
