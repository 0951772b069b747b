package io.github.usdt4j.snoop.records;

import io.github.usdt4j.snoop.terminal.Rows;
import java.util.function.IntSupplier;

/** How a record is shown. */
public interface Output {
  /** Returns the lines of a record, without the last line's end. */
  String lines(LogRecord record);

  /**
   * Returns one line of JSON; on a terminal, in rows.
   *
   * @param columns of the terminal at the moment, or {@link Rows#UNLIMITED}
   */
  static Output json(IntSupplier columns) {
    return record -> new Rows(columns.getAsInt()).exactly(JsonWriter.line(record)).toString();
  }
}
