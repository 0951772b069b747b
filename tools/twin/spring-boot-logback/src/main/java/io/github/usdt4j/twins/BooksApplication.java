package io.github.usdt4j.twins;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;

/** Stores books, finds them, and stores one that is there. */
@SpringBootApplication
public class BooksApplication {
  private static final Logger log = LoggerFactory.getLogger(BooksApplication.class);
  private static final int BOOKS = 20;

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) {
    System.exit(SpringApplication.exit(SpringApplication.run(BooksApplication.class, arguments)));
  }

  @Bean
  CommandLineRunner work(Books books) {
    return arguments -> {
      for (int i = 0; i < BOOKS; i++) {
        MDC.put("book", "b" + i);
        Book stored = books.save(new Book("title " + i));
        log.debug("stored {} as {}", stored.title(), stored.id());
      }
      MDC.clear();
      log.info("{} begin with 1", books.findByTitleStartingWithOrderByTitle("title 1").size());
      try {
        books.save(new Book("title 1"));
      } catch (DataIntegrityViolationException e) {
        log.atDebug().addKeyValue("title", "title 1").setCause(e).log("stored before");
      }
      books.deleteAll();
    };
  }
}
