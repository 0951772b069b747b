package io.github.usdt4j.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what is below {@code inner/} in the agent's jar, where no loader of the application looks.
 * The jar is read once into memory, so that no descriptor stays open for a loader that is
 * collected.
 *
 * <p>Classes of usdt4j, and what comes with it, are from there, also where the parent has some: an
 * application may have another version of them. All other classes are the parent's.
 */
final class InnerLoader extends ClassLoader {
  private static final String FOLDER = "inner/";

  /** How the names of classes end in the jar, so that no tool takes them for the application's. */
  private static final String HIDDEN = ".classdata";

  private static final String OWN = "io.github.usdt4j.";
  private static final String SHARED = "io.github.usdt4j.agent.engine.";

  /** The loader of the engine, whose classes all others share; null for itself. */
  private final ClassLoader engine;

  private final Map<String, byte[]> files;

  static {
    registerAsParallelCapable();
  }

  /**
   * Makes a loader.
   *
   * @param parent has the framework, or is the JDK's platform loader; null for the JVM's own
   * @param engine the loader of the engine; null where this is the one
   * @param files what {@link #read} has read
   */
  InnerLoader(String name, ClassLoader parent, ClassLoader engine, Map<String, byte[]> files) {
    super(name, parent);
    this.engine = engine;
    this.files = files;
  }

  /** Reads the inner files of a jar, by their names below {@code inner/}. */
  static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
          try (InputStream in = file.getInputStream(entry)) {
            files.put(plainName(entry.getName()), in.readAllBytes());
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new IOException(jar + " is no whole jar of usdt4j-agent");
    }
    return files;
  }

  private static String plainName(String entry) {
    String name = entry.substring(FOLDER.length());
    return name.endsWith(HIDDEN)
        ? name.substring(0, name.length() - HIDDEN.length()) + ".class"
        : name;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (engine != null && name.startsWith(SHARED)) {
      return engine.loadClass(name);
    }
    if (!name.startsWith(OWN) && !files.containsKey(file(name))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : findClass(name);
    }
  }

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] content = files.get(file(name));
    if (content == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, content, 0, content.length);
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  protected URL findResource(String name) {
    byte[] content = files.get(name);
    try {
      return content == null ? null : new URL(null, "usdt4j:" + name, new Handler(content));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] content;

    Handler(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
