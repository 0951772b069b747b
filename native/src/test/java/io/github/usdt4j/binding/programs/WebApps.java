package io.github.usdt4j.binding.programs;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that deploys web applications, each with a class loader that has the binding, and prints
 * what it sees.
 */
public final class WebApps {
  private static final int COLLECTIONS = 50;
  private static final long COLLECTION_MILLIS = 20;

  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final List<URL> shared = new ArrayList<>();
  private final List<URL> own = new ArrayList<>();
  private final ClassLoader parent;

  /**
   * Runs.
   *
   * @param arguments who has JavaCPP: {@code server} or {@code application}; the binding; JavaCPP
   */
  public static void main(String[] arguments) throws Exception {
    Path binding = Path.of(arguments[1]);
    Path javacpp = Path.of(arguments[2]);
    new WebApps(arguments[0].equals("server"), binding, javacpp).run();
  }

  private WebApps(boolean server, Path binding, Path javacpp) throws Exception {
    own.add(binding.toUri().toURL());
    (server ? shared : own).add(javacpp.toUri().toURL());
    parent =
        new URLClassLoader(
            "server", shared.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private void run() throws Exception {
    URLClassLoader first = deploy("first");
    URLClassLoader second = deploy("second");
    System.out.println("images after two: " + images(second));
    System.out.println("mappings: " + mappings());
    WeakReference<ClassLoader> stopped = new WeakReference<>(first, collected);
    first.close();
    first = null;
    System.out.println("first collected: " + isCollected(stopped));
    System.out.println("second still fires: " + fire(second));
    URLClassLoader third = deploy("first");
    System.out.println("third fires: " + fire(third));
    System.out.println("images after redeploy: " + images(third));
    System.out.println("mappings after redeploy: " + mappings());
    System.out.println("libraries after redeploy: " + libraries());
    stopped = new WeakReference<>(second, collected);
    second.close();
    second = null;
    System.out.println("second collected: " + isCollected(stopped));
    System.out.println("third still fires: " + fire(third));
    System.out.println("threads of JavaCPP: " + threadsOfJavaCpp());
  }

  private URLClassLoader deploy(String name) throws Exception {
    URLClassLoader loader = new URLClassLoader(name, own.toArray(URL[]::new), parent);
    Class<?> binding = binding(loader);
    Object provider =
        binding
            .getMethod("usdt_create_provider", String.class, String.class)
            .invoke(null, name, "webapps");
    Object result =
        binding
            .getMethod(
                "usdt_provider_add_all",
                long.class,
                String.class,
                String.class,
                String.class,
                int.class,
                long[].class)
            .invoke(null, provider, "f", "p", "int", 0, new long[5]);
    Object enabled = binding.getMethod("usdt_provider_enable", long.class).invoke(null, provider);
    System.out.println("deployed " + name + ": " + result + " " + enabled);
    return loader;
  }

  private static Object images(ClassLoader loader) throws Exception {
    return binding(loader).getMethod("usdt_image_count").invoke(null);
  }

  /** Site 0 is not fired: what counts is that the function is there. */
  private static Object fire(ClassLoader loader) throws Exception {
    return binding(loader)
        .getMethod(
            "usdt_fire_array",
            long.class,
            int.class,
            int.class,
            int[].class,
            long[].class,
            String[].class)
        .invoke(null, 0L, 0, 0, null, null, null);
  }

  private static Class<?> binding(ClassLoader loader) throws ClassNotFoundException {
    return Class.forName("io.github.usdt4j.binding.Native", true, loader);
  }

  /** How often the text of the image is mapped into this process. */
  private static long mappings() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains("/webapps") && line.contains("r-xp"))
        .count();
  }

  /** How many copies of the native library are loaded. */
  private static long libraries() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains("/libjniusdt") && line.contains("r-xp"))
        .count();
  }

  private static long threadsOfJavaCpp() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("JavaCPP"))
        .count();
  }

  private boolean isCollected(WeakReference<?> reference) throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && !reference.refersTo(null); i++) {
      System.gc();
      collected.remove(COLLECTION_MILLIS);
    }
    return reference.refersTo(null);
  }
}
