package io.github.usdt4j.agent.programs;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has no logging framework itself, and deploys applications that have one each, in class loaders of
 * their own. Each line of its standard input is a command; its answer begins with {@code done}:
 *
 * <ul>
 *   <li>{@code deploy NAME CLASS CLASSPATH PROPERTY=VALUE}: the property names the configuration
 *   <li>{@code tell NAME COMMAND}: lets the class execute it
 *   <li>{@code undeploy NAME}
 *   <li>{@code collected NAME}: whether nothing holds an undeployed application's loader
 * </ul>
 */
public final class WebApps {
  private static final int COLLECTIONS = 5;

  private static final Map<String, Class<?>> APPS = new HashMap<>();
  private static final Map<String, WeakReference<ClassLoader>> LOADERS = new HashMap<>();

  private WebApps() {}

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("done " + execute(line.split(" ", -1)));
    }
  }

  private static Object execute(String... words) throws Exception {
    switch (words[0]) {
      case "deploy" -> deploy(words[1], words[2], words[3], words[4].split("=", 2));
      case "tell" -> tell(words[1], words[2]);
      case "undeploy" -> ((URLClassLoader) APPS.remove(words[1]).getClassLoader()).close();
      case "collected" -> {
        return isCollected(words[1]);
      }
      case "state" -> {
        return ProcessState.now();
      }
      default -> throw new IOException("unknown command " + words[0]);
    }
    return "";
  }

  private static void deploy(String name, String type, String classPath, String... property)
      throws Exception {
    System.setProperty(property[0], property[1]);
    List<URL> urls = new ArrayList<>();
    for (String path : classPath.split(File.pathSeparator, -1)) {
      urls.add(new File(path).toURI().toURL());
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    LOADERS.put(name, new WeakReference<>(loader));
    Class<?> app = loader.loadClass(type);
    APPS.put(name, app);
    tell(name, "log");
  }

  private static void tell(String name, String command) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Class<?> app = APPS.get(name);
    thread.setContextClassLoader(app.getClassLoader());
    try {
      app.getMethod("execute", String.class).invoke(null, command);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(command, e.getCause());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean isCollected(String name) {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return LOADERS.get(name).refersTo(null);
  }
}
