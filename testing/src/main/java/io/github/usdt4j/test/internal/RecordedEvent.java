package io.github.usdt4j.test.internal;

import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.EventArguments;

/** Records the arguments of a log event, which must be put as {@link EventArguments} asks. */
final class RecordedEvent implements EventArguments {
  private final RecordingBackend backend;
  private final int[] limits;
  private final Object[] arguments = new Object[EventArgument.COUNT];

  RecordedEvent(RecordingBackend backend, int maxMessageBytes) {
    this.backend = backend;
    this.limits = EventArgument.limits(maxMessageBytes);
  }

  @Override
  public void text(EventArgument argument, String text) {
    put(argument, text == null ? "" : text);
  }

  @Override
  public void interned(EventArgument argument, long address) {
    put(argument, backend.textAt(address));
  }

  @Override
  public void word(EventArgument argument, int word) {
    put(argument, (long) word);
  }

  private void put(EventArgument argument, Object value) {
    if (arguments[argument.index()] != null) {
      throw new IllegalStateException(argument + " was put already");
    }
    arguments[argument.index()] = value;
  }

  @Override
  public int fire(long site) {
    for (EventArgument argument : EventArgument.values()) {
      if (arguments[argument.index()] == null) {
        throw new IllegalStateException(argument + " was not put");
      }
    }
    return backend.fireEvent(site, arguments, limits);
  }

  @Override
  public void close() {}
}
