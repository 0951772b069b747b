#!/usr/sbin/dtrace -s
/*
 * follow.d  Print every log event of one level, also of loggers that are set to a higher one.
 *
 * USAGE: dtrace -s tools/follow.d PID LEVEL      (trace, debug, info, warn, error)
 *
 *   # dtrace -s tools/follow.d PID debug
 *   2026 Nov 23 12:54:08 * io.github.usdt4j.examples.orders.OrdersServer POST /orders?item=oolong&quantity=2 {request=r1 tenant=acme}
 *   2026 Nov 23 12:54:08 * io.github.usdt4j.examples.orders.OrderService 2 x oolong wanted {request=r1 tenant=acme}
 *   2026 Nov 23 12:54:08 * io.github.usdt4j.examples.orders.Inventory shelf before: oolong=1000000 of 3 items {request=r1 tenant=acme}
 *   2026 Nov 23 12:54:08 * io.github.usdt4j.examples.orders.Credit 1240 cents {request=r1 tenant=acme limit=5000000 owed=0}
 *   2026 Nov 23 12:54:08 * io.github.usdt4j.examples.orders.OrdersServer answered 201 order 1 {request=r1 tenant=acme}
 *   2026 Nov 23 12:54:08 * io.github.usdt4j.examples.orders.Packing packed order 1: 2 x oolong {request=r1 tenant=acme}
 *
 * A star marks what nobody else sees: the configuration disables it, and it is there because this
 * script is attached. Events of different CPUs may be printed in another order.
 *
 * Texts are cut at 1,023 bytes. -x strsize=2048 shows more, which is the most for three texts; for
 * one text DTrace 2.0.7 takes 3500.
 */

#pragma D option quiet
#pragma D option strsize=1024
#pragma D option switchrate=10hz

log$1:::$2
{
	printf("%Y %s %s %s {%s}\n", walltimestamp, arg2 & 0x100 ? "*" : " ",
	    copyinstr(arg1), copyinstr(arg0), copyinstr(arg3));
}
