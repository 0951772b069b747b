package io.github.usdt4j.releasetests.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Starts an OSGi framework with bundles, and logs one DEBUG event through one of them, with classes
 * that only bundles see. Arguments: a directory for the framework, the logging framework, its
 * configuration, and the bundles.
 */
public final class OsgiApp {
  private OsgiApp() {}

  /** Runs it; a failure ends the program, which threads of the framework would keep alive. */
  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(String[] arguments) throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("org.osgi.framework.storage", arguments[0]);
    // The classes of the program's own class path stay invisible.
    options.put("org.osgi.framework.bundle.parent", "ext");
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(options);
    framework.init();
    List<Bundle> bundles = new ArrayList<>();
    for (String jar : List.of(arguments).subList(3, arguments.length)) {
      bundles.add(framework.getBundleContext().installBundle(Path.of(jar).toUri().toString()));
    }
    framework.start();
    for (Bundle bundle : bundles) {
      if (bundle.getHeaders().get("Fragment-Host") == null) {
        bundle.start();
      }
    }
    System.out.println(
        "bundles: "
            + Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.github.usdt4j"))
                .map(bundle -> bundle.getSymbolicName() + "=" + bundle.getState())
                .sorted()
                .collect(Collectors.joining(" ")));

    Object logger =
        arguments[1].equals("logback")
            ? logback(bundles, arguments[2])
            : log4j(bundles, arguments[2]);
    System.out.println("ready");
    int unused = System.in.read();
    logger.getClass().getMethod("debug", String.class).invoke(logger, "of a bundle");
    unused = System.in.read();
    framework.stop();
    framework.waitForStop(0);
  }

  private static Object logback(List<Bundle> bundles, String configuration) throws Exception {
    Bundle classic = bundle(bundles, "ch.qos.logback.classic");
    Class<?> type = classic.loadClass("ch.qos.logback.classic.LoggerContext");
    Object context = type.getConstructor().newInstance();
    Class<?> joran = classic.loadClass("ch.qos.logback.classic.joran.JoranConfigurator");
    Object configurator = joran.getConstructor().newInstance();
    joran
        .getMethod(
            "setContext",
            bundle(bundles, "ch.qos.logback.core").loadClass("ch.qos.logback.core.Context"))
        .invoke(configurator, context);
    joran.getMethod("doConfigure", String.class).invoke(configurator, configuration);
    return type.getMethod("getLogger", String.class).invoke(context, "app.App");
  }

  private static Object log4j(List<Bundle> bundles, String configuration) throws Exception {
    Class<?> configurator =
        bundle(bundles, "org.apache.logging.log4j.core")
            .loadClass("org.apache.logging.log4j.core.config.Configurator");
    Object context =
        configurator
            .getMethod("initialize", String.class, ClassLoader.class, String.class)
            .invoke(null, "app", configurator.getClassLoader(), configuration);
    return context.getClass().getMethod("getLogger", String.class).invoke(context, "app.App");
  }

  private static Bundle bundle(List<Bundle> bundles, String name) {
    return bundles.stream()
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}
