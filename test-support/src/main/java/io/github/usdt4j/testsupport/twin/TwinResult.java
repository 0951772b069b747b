package io.github.usdt4j.testsupport.twin;

import java.util.List;

/**
 * Holds what a twin run has found.
 *
 * @param logged how many events the framework wrote at DEBUG, without usdt4j
 * @param seen how many events the tracer saw at INFO
 * @param below how many of those the configuration disables
 * @param lines how many events the log of INFO has
 * @param differences what differs and must not, one a line
 * @param unequalKinds the kinds of events that were logged and seen unequally often, each with both
 *     counts
 */
public record TwinResult(
    int logged,
    int seen,
    long below,
    int lines,
    List<String> differences,
    List<String> unequalKinds) {}
