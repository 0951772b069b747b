package io.github.usdt4j.twins;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.apache.zookeeper.ZooKeeperMain;
import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.apache.zookeeper.util.ServiceUtils;

/** Runs the server's main method, and the client's for one command after the other. */
public final class ZooKeeperWork {
  private static final List<String> COMMANDS =
      List.of(
          "create /app first",
          "create -s -e /app/member- one",
          "set /app second",
          "get -s /app",
          "ls -R /",
          "create /app/child data",
          "create /app/child again",
          "setAcl /app/child world:anyone:r",
          "set /app/child refused",
          "get /nowhere",
          "deleteall /app",
          "stat /app");

  private ZooKeeperWork() {}

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) throws Exception {
    int port = freePort();
    Path configuration =
        Files.writeString(
            Path.of("zoo.cfg"),
            "dataDir=data\ntickTime=2000\nclientPortAddress=127.0.0.1\nclientPort=%d\n"
                .formatted(port));
    // Both mains end their JVM otherwise.
    ServiceUtils.setSystemExitProcedure(status -> System.out.println("ended with " + status));
    Thread server =
        new Thread(
            () -> ZooKeeperServerMain.main(new String[] {configuration.toString()}), "server");
    server.setDaemon(true);
    server.start();
    awaitServer();
    for (String command : COMMANDS) {
      System.out.println("$ " + command);
      String[] words = ("-waitforconnection -server 127.0.0.1:" + port + " " + command).split(" ");
      ZooKeeperMain.main(words);
    }
    System.exit(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits for the server's bean: a connection, made too early, would log. */
  private static void awaitServer() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName any = new ObjectName("org.apache.ZooKeeperService:name0=StandaloneServer_*");
    CountDownLatch served = new CountDownLatch(1);
    NotificationListener listener =
        (notification, handback) -> {
          if (!beans.queryNames(any, null).isEmpty()) {
            served.countDown();
          }
        };
    beans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
    if (beans.queryNames(any, null).isEmpty() && !served.await(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("no server within five minutes");
    }
    beans.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
  }
}
