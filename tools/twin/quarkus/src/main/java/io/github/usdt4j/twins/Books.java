package io.github.usdt4j.twins;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jboss.logging.Logger;

/** All books. */
@ApplicationScoped
@Transactional
public class Books {
  private static final Logger log = Logger.getLogger(Books.class);

  @Inject EntityManager entities;

  /** Stores a book; fails where there is one with that title. */
  public Long store(String title) {
    Book book = new Book(title);
    entities.persist(book);
    entities.flush();
    log.debugf("stored %s as %d", book.title(), book.id());
    log.info("noise that Quarkus filters");
    return book.id();
  }

  /** Returns the titles that begin so. */
  public List<String> startingWith(String start) {
    List<String> titles =
        entities
            .createQuery(
                "select title from Book where title like :start order by title", String.class)
            .setParameter("start", start + "%")
            .getResultList();
    log.infof("%d begin with %s", titles.size(), start);
    if (log.isTraceEnabled()) {
      log.tracev("they are {0}", titles);
    }
    return titles;
  }

  /** Removes all books. */
  public int clear() {
    int count = entities.createQuery("delete from Book").executeUpdate();
    log.debugv("removed {0}", count);
    return count;
  }
}
