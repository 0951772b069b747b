package io.github.usdt4j.examples.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication
public class HelloApplication {
  /** Arguments are Spring Boot's, such as {@code --server.port=0}. */
  public static void main(String[] arguments) {
    SpringApplication.run(HelloApplication.class, arguments);
  }
}
