package io.github.usdt4j.tracertests.examples;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Container;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Readme;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running order service of one of the examples. */
public final class OrdersJvm implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("pid (\\d+), (http://127.0.0.1:\\d+)");

  private final Child child;
  private final URI address;

  /** With this logging framework, and options of java. */
  OrdersJvm(String framework, String... options) {
    this(Jvm.jar(target(framework).resolve(framework + "-orders.jar")).options(options));
  }

  /** Of a JVM that runs its jar. */
  public OrdersJvm(Jvm jvm) {
    child = jvm.quickToStart().arguments("0").start();
    try {
      address = address(child.awaitLine("pid "));
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
  }

  /** Where its jar is, and those that it names, in {@code lib}. */
  public static Path target(String framework) {
    return Readme.root().resolve("examples/" + framework + "-orders/target");
  }

  /** The process, as the host sees it. */
  public long pid() {
    return Container.pid(child);
  }

  /** What it wrote after its address. */
  public List<String> log() {
    List<String> lines = child.lines();
    int last = lines.stream().map(ADDRESS::matcher).map(Matcher::matches).toList().indexOf(true);
    return lines.subList(last + 1, lines.size());
  }

  /** Orders, and returns the answer. */
  public String order(String tenant, String item, int quantity) {
    return order(URI.create("/orders?item=%s&quantity=%d".formatted(item, quantity)), tenant);
  }

  /** Orders by path and query, and returns the answer. */
  String order(URI path, String tenant) {
    return Http.send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("X-Tenant", tenant)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** All that it wrote. */
  public String text() {
    return child.text();
  }

  private static URI address(String line) {
    Matcher matcher = ADDRESS.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("no address in " + line);
    }
    return URI.create(matcher.group(2));
  }

  @Override
  public void close() {
    child.close();
  }
}
