package io.github.usdt4j.twins;

import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The books by HTTP, with the tenant of each request in the MDC. */
@Path("/books")
public class BooksResource {
  private static final Logger log = Logger.getLogger(BooksResource.class);

  @Inject Books books;

  @HeaderParam("X-Tenant")
  String tenant;

  /** Stores a book. */
  @POST
  @Path("{title}")
  public String store(@PathParam("title") String title) {
    return asTenant(
        () -> {
          try {
            return "stored as " + books.store(title);
          } catch (PersistenceException e) {
            log.debug("stored before", e);
            log.warnf("%s is there", title);
            throw new WebApplicationException(Status.CONFLICT);
          }
        });
  }

  /** Tells the titles that begin so. */
  @GET
  public String find(@QueryParam("start") @DefaultValue("") String start) {
    return asTenant(() -> String.join(" ", books.startingWith(start)));
  }

  /** Removes all books. */
  @DELETE
  public String clear() {
    return asTenant(() -> "removed " + books.clear());
  }

  /** Fails. */
  @GET
  @Path("broken")
  public String fail() {
    return asTenant(
        () -> {
          throw new IllegalStateException("no such shelf");
        });
  }

  private <T> T asTenant(Supplier<T> work) {
    MDC.put("tenant", tenant);
    try {
      return work.get();
    } finally {
      MDC.remove("tenant");
    }
  }
}
