package io.github.usdt4j.tracertests.examples;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.tracertests.Readme;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running order service of one of the examples. */
final class OrdersJvm implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("pid (\\d+), (http://127.0.0.1:\\d+)");

  private final Child child;
  private final URI address;

  /** With this logging framework, and options of java. */
  OrdersJvm(String framework, String... options) {
    String example = framework + "-orders";
    child =
        Jvm.jar(Readme.root().resolve("examples/%s/target/%s.jar".formatted(example, example)))
            .quickToStart()
            .options(options)
            .arguments("0")
            .start();
    try {
      address = address(child.awaitLine("pid "));
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
  }

  long pid() {
    return child.pid();
  }

  /** What it wrote after its address. */
  List<String> log() {
    List<String> lines = child.lines();
    int last = lines.stream().map(ADDRESS::matcher).map(Matcher::matches).toList().indexOf(true);
    return lines.subList(last + 1, lines.size());
  }

  /** Orders, and returns the answer. */
  String order(String tenant, String item, int quantity) {
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
