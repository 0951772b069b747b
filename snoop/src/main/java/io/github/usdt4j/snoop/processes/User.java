package io.github.usdt4j.snoop.processes;

/**
 * Names the user that a process belongs to.
 *
 * @param name as /etc/passwd has it, or the number where it has none
 */
public record User(long uid, String name) {}
