#!/usr/sbin/dtrace -s
/*
 * tenant.d  Print what is logged for one tenant, from DEBUG up.
 *
 * USAGE: dtrace -s tools/tenant.d PID TENANT
 *
 * The tenant is arg4, the first of the appender's mdcArgs: <mdcArgs>tenant, request</mdcArgs>. The
 * kernel compares it; events of others never reach dtrace.
 *
 *   # dtrace -s tools/tenant.d PID initech
 *   1.270422 debug io.github.usdt4j.examples.orders.OrdersServer: POST /orders?item=teapot&quantity=3 {request=r2 tenant=initech}
 *   1.270681 debug io.github.usdt4j.examples.orders.OrderService: 3 x teapot wanted {request=r2 tenant=initech}
 *   1.270814 debug io.github.usdt4j.examples.orders.Inventory: shelf before: teapot=12 of 3 items {request=r2 tenant=initech}
 *   1.271088 warn  io.github.usdt4j.examples.orders.Inventory: 9 left of teapot {request=r2 tenant=initech}
 *   1.271307 debug io.github.usdt4j.examples.orders.Credit: 14700 cents {request=r2 tenant=initech limit=10000 owed=0}
 *   1.271519 debug io.github.usdt4j.examples.orders.OrderService: put back 3 x teapot {request=r2 tenant=initech}
 *   1.271746 info  io.github.usdt4j.examples.orders.OrderService: order refused {request=r2 tenant=initech}
 *   1.272013 debug io.github.usdt4j.examples.orders.OrdersServer: answered 409 refused: credit {request=r2 tenant=initech}
 *
 * The first column is seconds since the start, so the output can be sorted: events of different
 * CPUs may be printed in another order.
 */

#pragma D option quiet
#pragma D option strsize=1024
#pragma D option switchrate=10hz

BEGIN
{
	start = timestamp;
}

log$1:::debug,
log$1:::info,
log$1:::warn,
log$1:::error
/copyinstr(arg4) == $$2/
{
	this->us = (timestamp - start) / 1000;
	printf("%d.%06d %-5s %s: %s {%s}\n", this->us / 1000000, this->us % 1000000, probename,
	    copyinstr(arg1), copyinstr(arg0), copyinstr(arg3));
}
