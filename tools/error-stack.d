#!/usr/sbin/dtrace -s
/*
 * error-stack.d  Print the Java thread and its stack at each ERROR event.
 *
 * USAGE: dtrace -s tools/error-stack.d PID
 *
 *   # dtrace -s tools/error-stack.d PID
 *   http-1 (4731) io.github.usdt4j.examples.orders.OrdersServer: order failed
 *
 * ... and the stack, to the thread's start.
 */

#pragma D option quiet
#pragma D option strsize=1024
#pragma D option switchrate=10hz

log$1:::error
{
	printf("%s (%d) %s: %s\n", copyinstr(arg6), tid, copyinstr(arg1), copyinstr(arg0));
	ustack(64);
}
