#!/usr/sbin/dtrace -s
/*
 * follow.d  Print every log event of one level, also of loggers that are set to a higher one.
 *
 * USAGE: dtrace -p PID -s tools/follow.d LEVEL      (trace, debug, info, warn, error)
 *
 * For systems with DTrace: illumos, FreeBSD, macOS. NOT RUN so far: usdt4j's probes exist on Linux
 * only, so this has met no dtrace yet, not even for its syntax. It states what the arguments are
 * meant to be there: those that bpftrace reads from the same probes.
 *
 * Expected, one line an event, a star for what the configuration disables:
 *
 *   2026 Nov 23 12:54:08 * com.acme.Orders order 1 {tenant=acme}
 */

#pragma D option quiet
#pragma D option strsize=4096

log$target:::$1
{
	printf("%Y %s %s %s {%s}\n", walltimestamp, arg2 & 0x100 ? "*" : " ",
	    copyinstr(arg1), copyinstr(arg0), copyinstr(arg3));
}
