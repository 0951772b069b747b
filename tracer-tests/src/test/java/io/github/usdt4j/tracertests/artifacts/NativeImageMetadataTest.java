package io.github.usdt4j.tracertests.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The metadata for native images in our jars: GraalVM's own native-image-configure reads it, and
 * what it names is there. No image is built.
 */
final class NativeImageMetadataTest {
  private static final String TOOL = "com.oracle.svm.configure.ConfigurationTool";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "logback-orders, 3",
    "log4j2-orders, 3",
    "jul-rounds, 3",
  })
  @Requires(ring = "note", value = Need.JDK_25)
  void metadata_ofAnExamplesJars_isReadByGraalVm(String example, int jars) throws IOException {
    List<String> options = new ArrayList<>(List.of("generate"));
    try (URLClassLoader loader = loader(example)) {
      for (URL url : metadata(loader)) {
        Path input = Files.createDirectory(directory.resolve(Integer.toString(options.size())));
        String name = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
        try (InputStream in = url.openStream()) {
          Files.copy(in, input.resolve(name));
        }
        options.add("--input-dir=" + input);
      }
    }
    assertThat(options).hasSize(1 + jars);

    assertThat(generate(options)).isEqualTo(0);

    assertThat(directory.resolve("out/reachability-metadata.json"))
        .content()
        .contains("io/github/usdt4j/internal/version.txt", "linux-x86_64/libjniusdt.so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reflection\":[{\"type\":\"a.B\",\"methodes\":[]}]}",
        "{\"resources\":[{\"glob\":\"a\",\"x\":1}]}"
      })
  @Requires(ring = "note", value = Need.JDK_25)
  void metadata_withAnotherField_isRefusedByGraalVm(String metadata) throws IOException {
    Path input = Files.createDirectory(directory.resolve("in"));
    Files.writeString(input.resolve("reachability-metadata.json"), metadata);

    assertThat(generate(List.of("generate", "--input-dir=" + input))).isNotEqualTo(0);
  }

  private int generate(List<String> options) {
    Path[] tool =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("/org/graalvm/"))
            .map(Path::of)
            .toArray(Path[]::new);
    Jvm jvm =
        Jvm.main(TOOL)
            .home(Jdks.find(25).orElseThrow())
            .classPath(tool)
            .arguments(options.toArray(String[]::new))
            .arguments("--output-dir=" + directory.resolve("out"));
    try (Child child = jvm.start()) {
      return child.awaitExit();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logback-orders", "log4j2-orders", "jul-rounds"})
  void namedClassesMembersAndResources_areThere(String example) throws IOException {
    try (URLClassLoader loader = loader(example)) {
      int named = 0;
      for (URL url : metadata(loader)) {
        try (InputStream in = url.openStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          JsonElement metadata = JsonParser.parseString(text);
          // Log4j's own processor writes the older form, a list, of what it has just compiled.
          if (metadata.isJsonObject()) {
            named += check(metadata.getAsJsonObject(), loader);
          }
        }
      }
      assertThat(named).isGreaterThan(3);
    }
  }

  private static int check(JsonObject metadata, ClassLoader loader) {
    int named = 0;
    for (JsonElement resource : list(metadata, "resources")) {
      String glob = resource.getAsJsonObject().get("glob").getAsString();
      assertThat(loader.getResource(glob)).as(glob).isNotNull();
      named++;
    }
    for (JsonElement element : list(metadata, "reflection")) {
      JsonObject type = element.getAsJsonObject();
      if (type.has("condition")) {
        String condition = type.getAsJsonObject("condition").get("typeReached").getAsString();
        assertThat(find(condition, loader)).as(condition).isNotNull();
        // What an application may have, and this one has not.
        continue;
      }
      Class<?> found = find(type.get("type").getAsString(), loader);
      assertThat(found).as(type.toString()).isNotNull();
      for (JsonElement method : list(type, "methods")) {
        assertThat(methods(found)).contains(signature(method.getAsJsonObject()));
      }
      named++;
    }
    return named;
  }

  private static List<String> methods(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .map(
            method ->
                method.getName()
                    + Stream.of(method.getParameterTypes()).map(Class::getTypeName).toList())
        .toList();
  }

  private static String signature(JsonObject method) {
    return method.get("name").getAsString()
        + method.getAsJsonArray("parameterTypes").asList().stream()
            .map(JsonElement::getAsString)
            .toList();
  }

  private static Iterable<JsonElement> list(JsonObject object, String name) {
    return object.has(name) ? object.getAsJsonArray(name) : List.of();
  }

  private static Class<?> find(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Returns our metadata, each in the place that native-image looks in. */
  private static List<URL> metadata(URLClassLoader loader) throws IOException {
    List<URL> found = new ArrayList<>();
    for (String module : List.of("native", "core", "logback", "log4j2", "jul")) {
      String name = "usdt4j-" + module;
      String place = "META-INF/native-image/%sio.github.usdt4j/%s/%s.json";
      found.addAll(resources(loader, place.formatted("", name, "reachability-metadata")));
      found.addAll(resources(loader, place.formatted("log4j-generated/", name, "reflect-config")));
    }
    return found;
  }

  private static List<URL> resources(URLClassLoader loader, String name) throws IOException {
    return Collections.list(loader.getResources(name));
  }

  /** The class loader of an example, without that of the tests above it. */
  private static URLClassLoader loader(String example) throws IOException {
    Path target = Readme.root().resolve("examples/" + example + "/target");
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
      for (Path jar : (Iterable<Path>) jars::iterator) {
        urls.add(jar.toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
