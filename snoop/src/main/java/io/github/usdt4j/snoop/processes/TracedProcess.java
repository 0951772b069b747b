package io.github.usdt4j.snoop.processes;

import java.util.List;

/**
 * A process with images.
 *
 * @param startTicks when it started, in clock ticks since boot; with the pid, its identity
 * @param name for people: the main class or jar, else the command
 * @param command its command line, words separated by blanks
 */
public record TracedProcess(
    long pid, long startTicks, String name, String command, List<Image> images) {}
