/**
 * A web application of Spring Boot as others are; the only addition is in its logback-spring.xml.
 */
package io.github.usdt4j.examples.springboot;
