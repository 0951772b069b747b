package io.github.usdt4j.snoop.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KernelTextTest {
  @Test
  void nameInUtf8_isItsText() {
    byte[] name = "/dä/中/😀/\ufffd".getBytes(StandardCharsets.UTF_8);

    assertThat(KernelText.of(name, name.length)).isEqualTo("/dä/中/😀/\ufffd");
    assertThat(KernelText.of(name, 2)).isEqualTo("/d");
  }

  @Test
  void byteThatIsNoUtf8_isALoneSurrogate() {
    byte[] name = {'/', (byte) 0xff, 'a', (byte) 0xc3};

    assertThat(KernelText.of(name, name.length)).isEqualTo("/\udcffa\udcc3");
  }

  @Test
  void path_hasTheBytesOfTheName() {
    RandomCases.check(
        2000,
        random -> {
          ByteArrayOutputStream name = new ByteArrayOutputStream();
          name.write('/');
          for (int i = random.nextInt(1, 20); i > 0; i--) {
            name.write(random.nextBoolean() ? random.nextInt(1, 256) : 0xe4);
          }
          name.write('x');
          byte[] bytes = withoutDoubleSlashes(name.toByteArray());
          Path path = KernelText.path(KernelText.of(bytes, bytes.length));

          assertThat(hex(path)).isEqualTo(HexFormat.of().formatHex(bytes));
        });
  }

  /** Returns the bytes of a path, which only its URI tells whatever the locale is. */
  private static String hex(Path path) {
    String uri = path.toUri().getRawPath();
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        hex.append(uri.substring(i + 1, i + 3).toLowerCase(Locale.ROOT));
        i += 2;
      } else {
        hex.append(Integer.toHexString(uri.charAt(i)));
      }
    }
    return hex.toString();
  }

  private static byte[] withoutDoubleSlashes(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1)
        .replaceAll("/+", "/")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
