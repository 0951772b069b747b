/** Log records: reading them, choosing among them, showing them safely. */
package io.github.usdt4j.snoop.records;
