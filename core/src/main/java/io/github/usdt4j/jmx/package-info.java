/** Shows the status of this process as a JMX bean, {@code io.github.usdt4j:type=Usdt}. */
package io.github.usdt4j.jmx;
