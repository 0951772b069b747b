package io.github.usdt4j.snoop.records;

import io.github.usdt4j.snoop.terminal.Rows;
import java.util.function.IntSupplier;

/** Shows records. */
public interface Output {
  /** Returns the lines of a record, without the last line's end. */
  String lines(LogRecord record);

  /**
   * Returns an output of one line of JSON for each record; on a terminal, the line is laid out in
   * rows.
   *
   * @param columns the columns of the terminal at the moment, or {@link Rows#UNLIMITED}
   */
  static Output json(IntSupplier columns) {
    return record -> new Rows(columns.getAsInt()).exactly(JsonWriter.line(record)).toString();
  }
}
