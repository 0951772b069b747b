package io.github.usdt4j.snoop.scripts;

import java.util.List;

/**
 * A script for a tracer.
 *
 * @param text all of it; its first line names its interpreter
 * @param leftOut for people: what the script does not show, and why
 */
public record Script(String text, List<String> leftOut) {}
