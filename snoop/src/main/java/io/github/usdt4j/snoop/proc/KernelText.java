package io.github.usdt4j.snoop.proc;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Turns names of the kernel, which are bytes of any kind, into text and back. They are read as
 * UTF-8 whatever the locale is, since {@link Path} knows only the signs of the locale. A byte that
 * is no UTF-8 becomes a lone surrogate from {@code \udc80} to {@code \udcff}, which is shown as an
 * escape and leads back to the byte.
 */
public final class KernelText {
  /** What is added to a byte that is no UTF-8, which is never one of ASCII. */
  private static final int OF_BYTE = 0xdc00;

  private static final int BYTE = 0xff;

  /** The first byte that is not ASCII, which each locale has. */
  private static final int FIRST_BYTE = 0x80;

  private static final String UNKNOWN = "\ufffd";

  private KernelText() {}

  /** Returns the first bytes of a buffer as text. */
  public static String of(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return text.contains(UNKNOWN) ? decoded(bytes, length) : text;
  }

  private static String decoded(byte[] bytes, int length) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer out = CharBuffer.allocate(length);
    for (CoderResult result = decoder.decode(in, out, true);
        result.isError();
        result = decoder.decode(in, out, true)) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (OF_BYTE + (in.get() & BYTE)));
      }
    }
    return out.flip().toString();
  }

  /** Returns the path of a name that begins with a slash, also where the locale lacks its signs. */
  public static Path path(String name) {
    if (name.chars().allMatch(c -> c > 0 && c < FIRST_BYTE)) {
      return Path.of(name);
    }
    // The only way to a Path that takes bytes.
    StringBuilder uri = new StringBuilder("file://");
    name.codePoints().forEach(c -> append(uri, c));
    return Path.of(URI.create(uri.toString()));
  }

  private static void append(StringBuilder uri, int c) {
    if (c == '/') {
      uri.append('/');
    } else if (c > OF_BYTE && c <= OF_BYTE + BYTE) {
      append(uri, (byte) c);
    } else {
      for (byte one : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        append(uri, one);
      }
    }
  }

  private static void append(StringBuilder uri, byte one) {
    uri.append("%%%02x".formatted(one & BYTE));
  }

  /** Returns where a link of /proc leads. */
  public static String link(Path link) throws IOException {
    byte[] target = SystemCalls.readLink(link);
    return of(target, target.length);
  }
}
