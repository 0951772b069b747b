package io.github.usdt4j.examples.springboot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /hello?name=NAME}. */
@RestController
class HelloController {
  private static final Logger log = LoggerFactory.getLogger(HelloController.class);

  @GetMapping("/hello")
  String hello(@RequestParam(name = "name", defaultValue = "world") String name) {
    log.debug("greeting {}", name);
    return "hello, " + name;
  }
}
