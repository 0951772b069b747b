#!/usr/sbin/dtrace -s
/*
 * error-stack.d  Print the Java thread and its stack at each ERROR event.
 *
 * USAGE: dtrace -s tools/error-stack.d PID
 *
 * Java frames are there when the JVM runs with -XX:+PreserveFramePointer, and have no names: DTrace
 * does not read the map that jcmd writes for others.
 *
 *   # dtrace -s tools/error-stack.d PID
 *   http-1 (4731) io.github.usdt4j.examples.orders.OrdersServer: order failed
 *                 log.so`usdt_probe_sites+0x90
 *                 0x7f899460cfa1
 *                 0x7f8994609116
 *
 * ... and so on, to the thread's start.
 */

#pragma D option quiet
#pragma D option strsize=1024
#pragma D option switchrate=10hz

log$1:::error
{
	printf("%s (%d) %s: %s\n", copyinstr(arg6), tid, copyinstr(arg1), copyinstr(arg0));
	ustack(64);
}
