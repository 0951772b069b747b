#!/usr/sbin/dtrace -s
/*
 * logger.d  Print the events of one logger at one level.
 *
 * USAGE: dtrace -s tools/logger.d PROVIDER LEVEL
 *
 * PROVIDER is the logger's name with underscores for dots, or what a <probes> element of the
 * appender gives it, and the process id behind that; dtrace -l shows all that are there.
 *
 *   # dtrace -s tools/logger.d io_github_usdt4j_examples_orders_Credit4711 debug
 *   2026 Nov 23 12:54:08 1240 cents {request=r1 tenant=acme limit=5000000 owed=0}
 *   2026 Nov 23 12:54:08 24800 cents {request=r2 tenant=initech limit=10000 owed=0}
 *
 * The other loggers run on as if nobody looked, but for a read of memory a call.
 */

#pragma D option quiet
#pragma D option strsize=1024
#pragma D option switchrate=10hz

$1:::$2
{
	printf("%Y %s {%s}\n", walltimestamp, copyinstr(arg0), copyinstr(arg3));
}
