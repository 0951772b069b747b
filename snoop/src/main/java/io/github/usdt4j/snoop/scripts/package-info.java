/** Writes programs for other tracers that do what snoop would: {@code ScriptKind}. */
package io.github.usdt4j.snoop.scripts;
