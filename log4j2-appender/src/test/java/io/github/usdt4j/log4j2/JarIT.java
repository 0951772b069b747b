package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.apache.logging.log4j.core.config.plugins.processor.PluginCache;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.junit.jupiter.api.Test;

/** What the annotation processors have left in the built jar. */
final class JarIT {
  private static final Path JAR = Path.of(System.getProperty("jar"));

  @Test
  void descriptor_namesThePlugins() throws IOException {
    try (URLClassLoader jar = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, null)) {
      PluginCache cache = new PluginCache();
      cache.loadCacheFiles(
          jar.findResources(
              "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat"));

      assertThat(cache.getCategory("core").values())
          .extracting(PluginEntry::getKey, PluginEntry::getClassName)
          .containsExactlyInAnyOrder(
              tuple("usdt", UsdtAppender.class.getName()), tuple("probes", Probes.class.getName()));
    }
  }

  @Test
  void graalVmMetadata_namesPluginsAndBuilders() throws IOException {
    String metadata =
        text(
            "META-INF/native-image/log4j-generated/io.github.usdt4j/usdt4j-log4j2/reflect-config.json");

    assertThat(metadata)
        .contains(
            name(UsdtAppender.class),
            name(UsdtAppender.Builder.class),
            name(Probes.class),
            "\"maxMessageBytes\"");
  }

  @Test
  void moduleDescriptor_isThere() throws IOException {
    assertThat(text("module-info.class")).contains("io.github.usdt4j.log4j2");
  }

  private static String name(Class<?> type) {
    return "\"" + type.getName() + "\"";
  }

  private static String text(String entry) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getEntry(entry)).as(entry).isNotNull();
      try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
    }
  }
}
