package io.github.usdt4j.snoop.scripts;

import java.util.List;

/**
 * Holds a script for a tracer.
 *
 * @param text the whole script; its first line names its interpreter
 * @param leftOut what the script does not show, and why, for people
 */
public record Script(String text, List<String> leftOut) {}
