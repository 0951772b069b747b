#!/usr/sbin/dtrace -s
/*
 * between.d  Time between two DEBUG messages of the same request, as a histogram.
 *
 * USAGE: dtrace -s tools/between.d PID FIRST SECOND
 *
 * FIRST and SECOND are how the messages begin. The request is arg5, the second of the appender's
 * mdcArgs: <mdcArgs>tenant, request</mdcArgs>. So the two may come from different threads; without
 * such a key, put tid for copyinstr(arg5) where both come from one.
 *
 *   # dtrace -s tools/between.d PID POST answered
 *   microseconds
 *              value  ------------- Distribution ------------- count
 *                128 |                                         0
 *                256 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@           3
 *                512 |@@@@@@@@@@                               1
 *               1024 |                                         0
 *
 * Printed at the end, on Ctrl-C.
 */

#pragma D option quiet
#pragma D option strsize=256

log$1:::debug
/index(copyinstr(arg0), $$2) == 0/
{
	first[copyinstr(arg5)] = timestamp;
}

log$1:::debug
/index(copyinstr(arg0), $$3) == 0 && first[copyinstr(arg5)] != 0/
{
	@["microseconds"] = quantize((timestamp - first[copyinstr(arg5)]) / 1000);
	first[copyinstr(arg5)] = 0;
}
