/**
 * Holds the {@code snoop} command, which shows the log events of running processes. Arrows point
 * downwards only:
 *
 * <pre>
 * cli         what the user types: options, commands, the choice of an engine
 * following   whom to follow, who comes and goes, what is shown
 * doctor      why a process cannot be followed
 * tracefs     the engine that reads the kernel's events itself
 * tracers     the engines that run another tracer
 * scripts     programs for other tracers that show the same events
 * lists       tables and first scripts of an application's own probes, from the lists in its jars
 * engine      what each engine does
 * records     log events: their JSON, the filter, how they are shown
 * processes   processes and what they tell of themselves
 * images      the ELF files that probes live in, checked before anything is attached
 * proc        the files of /proc, opened so that no process can exchange them
 * terminal    text of others made harmless, rows, messages
 * </pre>
 */
package io.github.usdt4j.snoop;
