package io.github.usdt4j.snoop.records;

/** How a record is shown. */
public interface Output {
  /** The lines of a record, without the last line's end. */
  String lines(LogRecord record);

  /** One line of JSON. */
  static Output json() {
    return JsonWriter::line;
  }
}
