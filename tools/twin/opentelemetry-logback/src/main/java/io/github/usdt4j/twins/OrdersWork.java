package io.github.usdt4j.twins;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Starts the order service, and orders from the same JVM, so that each order has a trace. */
public final class OrdersWork {
  private static final List<String> ORDERS =
      List.of(
          "item=green-tea&quantity=3",
          "item=teapot&quantity=3",
          "item=samovar",
          "item=unicorn",
          "item=oolong&quantity=none");

  private OrdersWork() {}

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) throws Exception {
    String port = Integer.toString(freePort());
    // Not on the class path of the compiler: the examples are built before, and started by name.
    Class.forName("io.github.usdt4j.examples.orders.Orders")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {port});
    HttpClient client = HttpClient.newHttpClient();
    for (String tenant : List.of("acme", "initech")) {
      for (String order : ORDERS) {
        URI address = URI.create("http://127.0.0.1:%s/orders?%s".formatted(port, order));
        HttpRequest request =
            HttpRequest.newBuilder(address)
                .header("X-Tenant", tenant)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
      }
    }
    System.exit(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
