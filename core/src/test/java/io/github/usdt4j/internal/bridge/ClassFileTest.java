package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ClassFileTest {
  /** Has constants of every kind that javac makes of a class. */
  static class Sample extends ArrayList<String> {
    private static final long serialVersionUID = 1L << 40;

    @Override
    public boolean add(String text) {
      double eight = Math.sqrt(text.length() + 0.25);
      float four = text.hashCode() * 0.5f;
      Supplier<String> handle = text::strip;
      return super.add(handle.get() + eight + four + Integer.MAX_VALUE + new int[0].length);
    }
  }

  private static byte[] bytes() throws IOException {
    return Sample.class.getResourceAsStream("ClassFileTest$Sample.class").readAllBytes();
  }

  private static ClassFile read(byte[] bytes) throws IOException {
    return ClassFile.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void read_aClass_tellsWhatItNamesAndCalls() throws IOException {
    List<String> classes = new ArrayList<>();
    List<String> calls = new ArrayList<>();

    ClassFile file = read(bytes());
    file.classes(classes::add);
    file.calls((owner, name, descriptor) -> calls.add(owner + "." + name + descriptor));

    assertThat(file.declares("add", "(Ljava/lang/String;)Z")).isTrue();
    assertThat(file.declares("strip", "()Ljava/lang/String;")).isFalse();
    assertThat(file.superclass()).isEqualTo("java/util/ArrayList");
    assertThat(classes)
        .contains(
            Sample.class.getName().replace('.', '/'),
            "java/util/ArrayList",
            "java/lang/Math",
            "java/util/function/Supplier");
    assertThat(calls)
        .contains(
            "java/lang/Math.sqrt(D)D",
            "java/lang/String.strip()Ljava/lang/String;",
            "java/util/function/Supplier.get()Ljava/lang/Object;",
            "java/util/ArrayList.add(Ljava/lang/Object;)Z");
  }

  /** The files are of the application's class loaders, which may hand over anything. */
  @Test
  void read_cutOrChanged_throwsIoExceptionAlone() throws IOException {
    byte[] whole = bytes();
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) 0xff;
      tryToRead(changed);
      tryToRead(Arrays.copyOf(whole, i));
    }
    assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(IOException.class);
  }

  private static void tryToRead(byte[] bytes) {
    try {
      ClassFile file = read(bytes);
      file.superclass();
      file.classes(name -> {});
      file.calls((owner, name, descriptor) -> {});
    } catch (IOException e) {
      // As it should be.
    }
  }
}
