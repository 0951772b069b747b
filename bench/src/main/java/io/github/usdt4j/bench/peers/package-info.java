/**
 * Holds what this project is compared with: C at the same probe ({@link
 * io.github.usdt4j.bench.peers.Contenders}, {@link io.github.usdt4j.bench.peers.ReadyEvent}),
 * checks over JNI, JFR events, and LTTng's agent.
 */
package io.github.usdt4j.bench.peers;
