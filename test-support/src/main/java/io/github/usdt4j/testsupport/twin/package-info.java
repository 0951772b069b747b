/**
 * Runs a program as twins: with the framework's level at DEBUG and without usdt4j, and at INFO with
 * a tracer at debug. {@link io.github.usdt4j.testsupport.twin.TwinRun} runs and compares them;
 * {@link io.github.usdt4j.testsupport.twin.TwinProgram} says which program, and what it does.
 */
package io.github.usdt4j.testsupport.twin;
