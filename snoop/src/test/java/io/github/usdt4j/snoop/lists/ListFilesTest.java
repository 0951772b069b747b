package io.github.usdt4j.snoop.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.SnoopException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListFilesTest {
  private static final String MARK = "usdt4j-probes 1\n";
  private static final String NAME = "META-INF/usdt4j/Shop.probes";

  @TempDir private Path directory;

  private static String list(String provider) {
    return MARK + "provider: " + provider + "\nmodule: m\nprobe: sold\nfunction: f\n";
  }

  private static byte[] jar(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.putNextEntry(new ZipEntry("com/acme/Shop.class"));
      jar.write(1);
      jar.putNextEntry(new ZipEntry(name));
      jar.write(content);
    }
    return bytes.toByteArray();
  }

  private String file(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return file.toString();
  }

  private static List<String> providers(String... files) {
    return ListFiles.find(List.of(files)).stream().map(ProbeList::provider).toList();
  }

  @Test
  void lists_inJarsDirectoriesAndFiles_areFound() throws IOException {
    String one = file("one.probes", bytes(list("one")));
    file("classes/" + NAME, bytes(list("two")));
    String jar = file("three.jar", jar(NAME, bytes(list("three"))));
    byte[] inner = jar(NAME, bytes(list("four")));
    String outer = file("four.jar", jar("BOOT-INF/lib/inner.jar", inner));
    String boot = file("five.jar", jar("BOOT-INF/classes/" + NAME, bytes(list("five"))));

    assertThat(providers(one, directory.resolve("classes").toString(), jar, outer, boot))
        .containsExactly("one", "two", "three", "four", "five");
  }

  @Test
  void file_withoutAList_isNamed() throws IOException {
    String empty = file("empty.jar", jar("a", new byte[1]));
    String text = file("text.jar", bytes("no jar"));
    String missing = directory.resolve("missing.jar").toString();

    for (String file : List.of(empty, directory.toString())) {
      assertThatThrownBy(() -> providers(file))
          .isInstanceOf(SnoopException.class)
          .hasMessage(
              file
                  + " has no list of probes; usdt4j-processor writes one where an interface with"
                  + " @UsdtProvider is compiled");
    }
    for (String file : List.of(text, missing)) {
      assertThatThrownBy(() -> providers(file))
          .isInstanceOf(SnoopException.class)
          .hasMessageStartingWith(file + " cannot be read: ");
    }
  }

  /** As Spring Boot makes them, to be run like a program. */
  @Test
  void jar_behindAScript_isRead() throws IOException {
    ByteArrayOutputStream program = new ByteArrayOutputStream();
    program.writeBytes(bytes("#!/bin/bash\nexec java -jar $0\n"));
    program.writeBytes(jar("META-INF/usdt4j/com.acme.One.probes", bytes(list("one"))));

    assertThat(providers(file("program.jar", program.toByteArray()))).containsExactly("one");
  }

  @Test
  void list_thatIsTooLong_isNotRead() throws IOException {
    String huge = file("huge.probes", new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> providers(huge)).hasMessageContaining("is more than snoop reads");
  }

  @ParameterizedTest
  @CsvSource({
    "'', line 0: it does not begin with usdt4j-probes 1",
    "'usdt4j-probes 2\n', line 0: it does not begin with usdt4j-probes 1",
    "'usdt4j-probes 1\nprovider: shop\n', line 2: it has no provider or no probe",
    "'usdt4j-probes 1\nprovider: a b\n', line 2: it has a wrong name",
    "'usdt4j-probes 1\nprobe: sold\nargument: a b STRING\n', line 3: it has a wrong argument",
    "'usdt4j-probes 1\nprobe: sold\nargument: a VOID\n', line 3: it has a wrong argument",
    "'usdt4j-probes 1\nargument: a STRING\n', line 2: it has no probe above"
  })
  void list_ofAnotherForm_isRefused(String text, String fault) throws IOException {
    String file = file("wrong.probes", bytes(text));

    assertThatThrownBy(() -> providers(file))
        .isInstanceOf(SnoopException.class)
        .hasMessage(file + " is no list of probes: " + fault);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
