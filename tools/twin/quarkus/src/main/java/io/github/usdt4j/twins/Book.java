package io.github.usdt4j.twins;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** A book, with a title that no other one has. */
@Entity
public class Book {
  @Id @GeneratedValue Long id;

  @Column(unique = true, nullable = false)
  String title;

  /** Made by JPA. */
  protected Book() {}

  Book(String title) {
    this.title = title;
  }

  Long id() {
    return id;
  }

  String title() {
    return title;
  }
}
