package io.github.usdt4j.examples.orders;

import java.io.IOException;

/** The service: {@code Orders [PORT]}, on the loopback address only. */
public final class Orders {
  private static final int DEFAULT_PORT = 8080;

  private Orders() {}

  /** Starts it; port 0 is any free one. Prints where it listens. */
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PORT;
    OrdersServer server = new OrdersServer(port, new OrderService(new Packing()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    server.start();
    System.out.printf("pid %d, %s%n", ProcessHandle.current().pid(), server.address());
  }
}
