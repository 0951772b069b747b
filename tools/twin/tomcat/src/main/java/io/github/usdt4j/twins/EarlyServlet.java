package io.github.usdt4j.twins;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs by SLF4J and the Logback of its own web application. */
@WebServlet("/orders")
public class EarlyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger("com.acme.early.Orders");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String order = String.valueOf(request.getParameter("order"));
    MDC.put("order", order);
    log.debug("asked for {}", order);
    if (log.isDebugEnabled()) {
      log.debug("from {}", request.getRequestURI());
    }
    log.atDebug().addKeyValue("length", order.length()).log("looked up");
    if (order.endsWith("3")) {
      log.debug("no such order", new IllegalArgumentException(order));
      log.warn("refused {}", order);
    }
    log.info("served {}", order);
    MDC.clear();
    response.getWriter().print("early " + order);
  }
}
