package io.github.usdt4j.twins;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.Configurator;

/** Logs by the Log4j 2 of its own web application. */
@WebServlet({"/orders", "/seen"})
public class LateServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger log = LogManager.getLogger("com.acme.late.Orders");

  /** Is at INFO also where the root is at DEBUG, so that a tracer alone enables its DEBUG. */
  private static final Logger seen = LogManager.getLogger("com.acme.late.Seen");

  static {
    Configurator.setLevel(seen, Level.INFO);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/seen")) {
      response.getWriter().print(seen.isDebugEnabled());
      return;
    }
    String order = String.valueOf(request.getParameter("order"));
    ThreadContext.put("order", order);
    log.debug("asked for {}", order);
    if (log.isDebugEnabled()) {
      log.debug("from {}", request.getRequestURI());
    }
    log.atDebug().log("looked up {}", order);
    if (order.endsWith("3")) {
      log.debug("no such order", new IllegalArgumentException(order));
      log.warn("refused {}", order);
    }
    log.info("served {}", order);
    ThreadContext.clearMap();
    response.getWriter().print("late " + order);
  }
}
