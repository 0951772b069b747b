/** A Spring Boot application with JPA, which does a fixed work and ends. */
package io.github.usdt4j.twins;
