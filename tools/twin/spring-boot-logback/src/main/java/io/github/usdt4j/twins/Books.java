package io.github.usdt4j.twins;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** All books. */
public interface Books extends JpaRepository<Book, Long> {
  /** Returns the books whose title begins so, by title. */
  List<Book> findByTitleStartingWithOrderByTitle(String start);
}
