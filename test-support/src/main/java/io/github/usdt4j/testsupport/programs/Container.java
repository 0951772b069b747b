package io.github.usdt4j.testsupport.programs;

import java.io.File;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deploys and undeploys an application, each time with class loader and libraries of its own. It is
 * deployed when made, used when run, and undeployed when closed.
 */
public final class Container {
  private static final int COLLECTIONS = 200;
  private static final long COLLECTION_MILLIS = 50;

  private static final ReferenceQueue<ClassLoader> UNLOADED = new ReferenceQueue<>();
  private static final Set<Reference<?>> LOADERS = new HashSet<>();

  private static String type;
  private static Application staying;

  private Container() {}

  /**
   * Runs the container; the argument is the class of the application, which has a constructor
   * without parameters.
   */
  public static void main(String[] args) throws IOException {
    type = args[0];
    Commands.serve(
        words ->
            switch (words[0]) {
              case "deploy" -> deploy(Integer.parseInt(words[1]));
              case "stay" -> {
                staying = new Application();
                yield "deployed";
              }
              case "go" -> {
                staying.undeploy();
                staying = null;
                yield "undeployed";
              }
              case "property" -> System.setProperty(words[1], words[2]);
              case "loaders" -> awaitUnloaded();
              case "threads" -> Footprint.threads();
              case "files" -> Footprint.files();
              case "mappings" -> Footprint.mappings("");
              case "usdt-mappings" -> Footprint.mappings("usdt");
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  private static int deploy(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Application application = new Application();
      application.use();
      application.undeploy();
    }
    return times;
  }

  /** Holds an application and its class loader. */
  private static final class Application {
    private final URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
    private final Object instance;

    Application() throws Exception {
      LOADERS.add(new WeakReference<>(loader, UNLOADED));
      Thread.currentThread().setContextClassLoader(loader);
      instance = loader.loadClass(type).getDeclaredConstructor().newInstance();
    }

    void use() {
      ((Runnable) instance).run();
    }

    void undeploy() throws Exception {
      ((AutoCloseable) instance).close();
      Thread.currentThread().setContextClassLoader(Container.class.getClassLoader());
      loader.close();
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /** Counts the class loaders that outlive their application, after collections. */
  private static int awaitUnloaded() throws InterruptedException {
    int collections = 0;
    while (!LOADERS.isEmpty() && collections < COLLECTIONS) {
      Reference<?> unloaded = UNLOADED.remove(COLLECTION_MILLIS);
      if (unloaded == null) {
        System.gc();
        collections++;
      } else {
        LOADERS.remove(unloaded);
      }
    }
    return LOADERS.size();
  }
}
