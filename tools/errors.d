#!/usr/sbin/dtrace -s
/*
 * errors.d  Count ERROR events by logger, every second.
 *
 * USAGE: dtrace -s tools/errors.d PID
 *
 *   # dtrace -s tools/errors.d PID
 *   2026 Nov 23 12:54:08
 *   io.github.usdt4j.examples.orders.OrdersServer 3
 *
 * Seconds without errors print nothing. The kernel counts: this can stay attached to a busy process.
 */

#pragma D option quiet
#pragma D option strsize=256

log$1:::error
{
	@errors[copyinstr(arg1)] = count();
	seen = 1;
}

tick-1s
/seen/
{
	printf("%Y\n", walltimestamp);
	printa("%s %@d\n", @errors);
	trunc(@errors);
	seen = 0;
}
