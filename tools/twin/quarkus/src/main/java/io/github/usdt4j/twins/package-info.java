/** A Quarkus application with REST and Hibernate, which does a fixed work and ends. */
package io.github.usdt4j.twins;
