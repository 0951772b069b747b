package io.github.usdt4j.twins;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.programs.Gate;
import io.github.usdt4j.testsupport.programs.LastGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Runs Tomcat as its script does, with one web application before the gate, and deploys another one
 * behind it: before that comes, the bridge has been attached.
 */
public final class TomcatWork {
  private static final int ORDERS = 10;

  private static final String SERVER =
      """
      <Server port="-1">
        <Service name="Catalina">
          <Connector port="%d" address="127.0.0.1"/>
          <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
            <Host name="localhost" appBase="webapps" autoDeploy="true"/>
          </Engine>
        </Service>
      </Server>
      """;

  /** Is set, and tells the contexts, while the bridge is attached. */
  private static final String BRIDGE = "usdt4j.agent";

  private TomcatWork() {}

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) throws Exception {
    Path built =
        Path.of(TomcatWork.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .getParent();
    int port = freePort();
    Files.createDirectories(Path.of("webapps"));
    Files.createDirectories(Path.of("conf/Catalina/localhost"));
    Files.writeString(Path.of("conf/server.xml"), SERVER.formatted(port));
    start(built.resolve("tomcat"));
    deploy(built, "early");
    get(port, "/early/orders?order=first");
    Gate.pass();
    order(port, "early");
    deploy(built, "late");
    awaitBridge(port);
    order(port, "late");
    order(port, "early");
    LastGate.pass();
    System.exit(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void start(Path home) throws Exception {
    System.setProperty("catalina.home", home.toString());
    System.setProperty("catalina.base", Path.of("").toAbsolutePath().toString());
    ClassLoader loader =
        new URLClassLoader(new URL[] {home.resolve("bin/bootstrap.jar").toUri().toURL()});
    Class<?> bootstrap = loader.loadClass("org.apache.catalina.startup.Bootstrap");
    Thread server =
        new Thread(
            () -> {
              try {
                bootstrap
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {"start"});
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            },
            "server");
    server.setDaemon(true);
    server.start();
  }

  /** Lets the server find an application, and waits until it has started. */
  private static void deploy(Path built, String name) throws Exception {
    Path context = Path.of("conf/Catalina/localhost", name + ".xml");
    Path whole = Path.of(name + ".xml");
    Files.writeString(whole, "<Context docBase=\"%s\"/>%n".formatted(built.resolve(name)));
    Files.move(whole, context);
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName module =
        new ObjectName("Catalina:j2eeType=WebModule,name=//localhost/%s,*".formatted(name));
    Await.until(() -> "the start of " + name, () -> isStarted(beans, module));
  }

  private static boolean isStarted(MBeanServer beans, ObjectName module) {
    try {
      for (ObjectName each : beans.queryNames(module, null)) {
        return "STARTED".equals(beans.getAttribute(each, "stateName"));
      }
      return false;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits, while the bridge is attached, until it is in the later application for the tracer. */
  private static void awaitBridge(int port) {
    Await.until(
        () -> "the bridge in the later application: " + System.getProperty(BRIDGE),
        () -> isBridged(System.getProperty(BRIDGE)) && isSeen(port));
  }

  private static boolean isBridged(String status) {
    return status == null || status.contains("Log4j 2");
  }

  private static boolean isSeen(int port) {
    return System.getProperty(BRIDGE) == null || get(port, "/late/seen").equals("true");
  }

  private static void order(int port, String name) {
    for (int i = 0; i < ORDERS; i++) {
      get(port, "/%s/orders?order=o%d".formatted(name, i));
    }
  }

  /** Gets a page by a socket: the JDK's clients log what they do. */
  private static String get(int port, String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!response.startsWith("HTTP/1.1 200")) {
        throw new IllegalStateException(path + ": " + response);
      }
      return response.substring(response.indexOf("\r\n\r\n") + 4);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
