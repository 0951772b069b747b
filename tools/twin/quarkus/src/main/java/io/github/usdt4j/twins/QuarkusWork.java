package io.github.usdt4j.twins;

import io.github.usdt4j.testsupport.programs.Gate;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes its own application's requests, twice: what is new to a process is met before the gate. */
@QuarkusMain
public class QuarkusWork implements QuarkusApplication {
  private static final int BOOKS = 20;
  private static final int TIMEOUT_MILLIS = 60_000;

  @Inject HttpServer server;

  @Override
  public int run(String... arguments) throws Exception {
    requests();
    Gate.pass();
    requests();
    return 0;
  }

  private void requests() throws IOException {
    for (String tenant : List.of("acme", "initech")) {
      for (int i = 0; i < BOOKS; i++) {
        request("POST", "/books/" + tenant + i, tenant);
      }
      request("POST", "/books/" + tenant + "0", tenant);
      request("GET", "/books?start=" + tenant + "1", tenant);
      request("GET", "/books/broken", tenant);
      request("PUT", "/books", tenant);
      request("GET", "/nowhere", tenant);
      request("DELETE", "/books", tenant);
    }
  }

  private void request(String method, String path, String tenant) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + server.getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("X-Tenant", tenant);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    int status = connection.getResponseCode();
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      System.out.printf(
          "%s %s: %d %s%n", method, path, status, text.lines().findFirst().orElse(""));
    }
  }
}
