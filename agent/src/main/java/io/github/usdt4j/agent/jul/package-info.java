/** The bridge in the log manager of java.util.logging. */
package io.github.usdt4j.agent.jul;
