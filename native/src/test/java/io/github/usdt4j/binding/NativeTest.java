package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeTest {
  private static final Set<Class<?>> TYPES =
      Set.of(
          void.class,
          int.class,
          short.class,
          long.class,
          String.class,
          ByteBuffer.class,
          int[].class,
          long[].class,
          String[].class);
  private static final int WIDTH = 5;

  private long provider;

  @BeforeEach
  void create() {
    provider = Native.usdt_create_provider("binding", "nativetest");
  }

  @AfterEach
  void free() {
    Native.usdt_provider_free(provider);
  }

  @Test
  void methods_all_takeAndReturnNoPointer() {
    List<Method> natives =
        Arrays.stream(Native.class.getDeclaredMethods())
            .filter(method -> Modifier.isNative(method.getModifiers()))
            .toList();

    assertThat(natives).hasSizeGreaterThan(30);
    assertThat(natives)
        .allSatisfy(
            method ->
                assertThat(
                        Stream.concat(
                            Stream.of(method.getReturnType()),
                            Arrays.stream(method.getParameterTypes())))
                    .isSubsetOf(TYPES));
  }

  @Test
  void calls_ofAllKinds_makeNoNativeObjects() {
    long[] out = new long[WIDTH];
    Native.usdt_provider_add_all(provider, "f", "p", "char *", 0, out);
    Native.usdt_provider_enable(provider);
    long site = Native.usdt_probe_site(out[0]);
    Native.usdt_fire_mixed(site, 1, 1, 100, 0, 0, 0, 0, "text", null, null, null);
    assertThat(Native.usdt_errstr(provider)).isEmpty();

    assertThat(Pointer.totalCount()).isZero();
  }

  @Test
  void addAll_notEnabled_givesDefinitionsOnly() {
    long[] out = new long[3 * WIDTH];

    int result = Native.usdt_provider_add_all(provider, "f", "a,b,c", "int,char *", 0, out);

    assertThat(result).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(out[WIDTH * i]).isNotZero();
      assertThat(Arrays.copyOfRange(out, WIDTH * i + 1, WIDTH * (i + 1)))
          .containsExactly(-1, -1, -1, 0);
    }
  }

  @Test
  void addAll_enabled_givesWhatTheSingleCallsGive() {
    addOne("first");
    assertThat(Native.usdt_provider_enable(provider)).isZero();
    long[] out = new long[2 * WIDTH];

    int result = Native.usdt_provider_add_all(provider, "f", "a,b", "int", 0, out);

    assertThat(result).isZero();
    for (int i = 0; i < 2; i++) {
      long probe = out[WIDTH * i];
      assertThat(Arrays.copyOfRange(out, WIDTH * i + 1, WIDTH * (i + 1)))
          .containsExactly(
              Native.usdt_probe_image(probe),
              Native.usdt_probe_semaphore_offset(probe),
              Native.usdt_probe_site_offset(probe),
              Native.usdt_probe_site(probe))
          .doesNotContain(-1);
    }
  }

  @Test
  void addAll_gates_shareTheSemaphoreOfTheirNumber() {
    addOne("first");
    Native.usdt_provider_enable(provider);
    long[] out = new long[3 * WIDTH];

    int result = Native.usdt_provider_add_all(provider, "f", "trace,debug,info", "int", 1, out);

    assertThat(result).isZero();
    assertThat(new long[] {out[2], out[2 + WIDTH], out[2 + 2 * WIDTH]}).containsExactly(2, 4, 6);
  }

  @Test
  void addAll_duplicate_addsNone() {
    addOne("taken");
    long[] out = new long[3 * WIDTH];

    int result = Native.usdt_provider_add_all(provider, "f", "a,taken,b", "int", 0, out);

    assertThat(result).isEqualTo(-1);
    assertThat(Native.usdt_errstr(provider)).contains("f:taken");
    assertThat(out).containsOnly(0);
    addOne("a");
    addOne("b");
  }

  @Test
  void addAll_badNameOrGate_addsNoneAndSaysWhy() {
    long[] out = new long[2 * WIDTH];

    assertThat(Native.usdt_provider_add_all(provider, "f", "a,", "int", 0, out)).isEqualTo(-1);
    assertThat(Native.usdt_errstr(provider)).contains("name").contains("empty");
    assertThat(Native.usdt_provider_add_all(provider, "f", "a,b", "int", 15, out)).isEqualTo(-1);
    assertThat(Native.usdt_errstr(provider)).contains("gate 16");
    addOne("a");
  }

  @Test
  void addAll_outTooShort_addsNone() {
    assertThat(Native.usdt_provider_add_all(provider, "f", "a,b", "int", 0, new long[WIDTH]))
        .isEqualTo(-1);
    addOne("a");
  }

  @Test
  void addAll_nulls_areRefused() {
    long[] out = new long[WIDTH];

    assertThat(Native.usdt_provider_add_all(0, "f", "a", "int", 0, out)).isEqualTo(-1);
    assertThat(Native.usdt_provider_add_all(provider, null, "a", "", 0, out)).isEqualTo(-1);
    assertThat(Native.usdt_provider_add_all(provider, "f", null, "", 0, out)).isEqualTo(-1);
    assertThat(Native.usdt_provider_add_all(provider, "f", "a", null, 0, out)).isEqualTo(-1);
    assertThat(Native.usdt_provider_add_all(provider, "f", "a", "", 0, null)).isEqualTo(-1);
  }

  @Test
  void fire_siteZero_doesNothing() {
    assertThat(Native.usdt_fire_mixed(0, 1, 1, 1, 0, 0, 0, 0, "text", null, null, null)).isZero();
    assertThat(Native.usdt_fire_array(0, 1, 1, new int[1], new long[1], new String[] {"long"}))
        .isZero();
  }

  @Test
  void statusWrite_text_isReadBackBesideTheImage() throws IOException {
    String text = "probes: none, \u20ac";
    addOne("p");
    assertThat(Native.usdt_provider_enable(provider)).isZero();

    assertThat(Native.usdt_status_write(text)).as(Native.usdt_image_error()).isZero();

    Path image = Path.of(Native.usdt_image_path(0));
    assertThat(Files.readString(image.resolveSibling("usdt4j.status")))
        .startsWith("usdt4j-status 1 pid " + ProcessHandle.current().pid() + " start ")
        .endsWith("\n" + text + "\n");
  }

  @Test
  void memory_ofNothing_isNull() {
    assertThat(Native.usdt_memory(0, 16)).isNull();
  }

  private void addOne(String name) {
    long[] out = new long[WIDTH];
    assertThat(Native.usdt_provider_add_all(provider, "f", name, "int", 0, out))
        .as(() -> Native.usdt_errstr(provider))
        .isZero();
  }
}
