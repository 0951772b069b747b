package io.github.usdt4j.examples.orders;

/** An order that was accepted. */
record Order(int number, String item, int quantity, int cents) {}
