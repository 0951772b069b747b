package io.github.usdt4j.examples.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * {@code POST /orders?item=ITEM&quantity=N}; who orders is in the header {@code X-Tenant}, and goes
 * into the MDC with the number of the request.
 */
final class OrdersServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OrdersServer.class);
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;
  private final OrderService orders;
  private final AtomicInteger requests = new AtomicInteger();

  OrdersServer(int port, OrderService orders) throws IOException {
    this.orders = orders;
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            THREADS, runnable -> new Thread(runnable, "http-" + count.incrementAndGet()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/orders", this::handle);
  }

  void start() {
    server.start();
    log.info("listening at {}", address());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    orders.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String tenant = exchange.getRequestHeaders().getFirst("X-Tenant");
    MDC.put("tenant", tenant == null ? "nobody" : tenant);
    MDC.put("request", "r" + requests.incrementAndGet());
    try {
      log.debug("{} {}", exchange.getRequestMethod(), exchange.getRequestURI());
      Answer answer = answer(MDC.get("tenant"), exchange);
      log.debug("answered {} {}", answer.status(), answer.text());
      answer.send(exchange);
    } finally {
      MDC.clear();
    }
  }

  private Answer answer(String tenant, HttpExchange exchange) {
    if (!exchange.getRequestMethod().equals("POST")) {
      return new Answer(405, "POST an order");
    }
    try {
      Map<String, String> query = query(exchange.getRequestURI());
      int quantity = Integer.parseInt(query.getOrDefault("quantity", "1"));
      if (quantity < 1) {
        throw new IllegalArgumentException("quantity " + quantity);
      }
      Order order = orders.place(tenant, query.getOrDefault("item", ""), quantity);
      return new Answer(201, "order " + order.number());
    } catch (RefusedException e) {
      return new Answer(409, "refused: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Answer(400, "orders?item=ITEM&quantity=N");
    } catch (RuntimeException e) {
      log.error("order failed", e);
      return new Answer(500, "failed");
    }
  }

  private static Map<String, String> query(URI uri) {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
  }

  private record Answer(int status, String text) {
    void send(HttpExchange exchange) throws IOException {
      byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(bytes);
      }
    }
  }
}
