package io.github.usdt4j.agent.engine;

import java.util.List;

/**
 * Puts the bridge into the contexts of one framework in one class loader. Its implementations are
 * loaded by a loader of their own over that of the framework.
 */
public interface FrameworkBridge {
  /** Returns why no probes can be had in this process, or an empty text. */
  String obstacle();

  /**
   * Puts the bridge into each context that is at work and has none, and takes it out of those that
   * have got an appender of ours by their configuration.
   *
   * @return one line for each context that tells how it stands
   */
  List<String> look();

  /** Returns what the appenders have reported so far, which no log of the application shows. */
  List<String> reports();

  /**
   * Takes the bridge out of all contexts, for good, and ends all threads and probes.
   *
   * @return what could not be done, in sentences
   */
  List<String> leave();
}
