package io.github.usdt4j.tracertests.survival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in small: runs {@link Survivor}s in class loaders of their own, below its own. */
public final class Launcher {
  private Launcher() {}

  /** Arguments: how many survivors, the name of their module, and their class path. */
  public static void main(String[] arguments) throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String entry : arguments[2].split(":", -1)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    List<PipedOutputStream> inputs = new ArrayList<>();
    List<Thread> survivors = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      PipedOutputStream input = new PipedOutputStream();
      inputs.add(input);
      survivors.add(start(classPath, new PipedInputStream(input), arguments[1]));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      for (PipedOutputStream input : inputs) {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
      }
      if (line.equals("end")) {
        break;
      }
    }
    for (Thread survivor : survivors) {
      survivor.join();
    }
  }

  private static Thread start(List<URL> classPath, InputStream commands, String module)
      throws ReflectiveOperationException {
    ClassLoader loader = new URLClassLoader(classPath.toArray(URL[]::new));
    Class<?> type = loader.loadClass("io.github.usdt4j.tracertests.survival.Survivor");
    if (type.getClassLoader() != loader) {
      throw new IllegalStateException("not in a class loader of its own: " + type);
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                type.getMethod("run", InputStream.class, String[].class)
                    .invoke(null, commands, new String[] {module});
              } catch (ReflectiveOperationException e) {
                throw new UncheckedIOException(new IOException(e));
              }
            });
    thread.start();
    return thread;
  }
}
