package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.Jvm;

/** What kind of loggers a program has. */
enum Loggers {
  SYNCHRONOUS {
    @Override
    Jvm configure(Jvm jvm) {
      return jvm;
    }
  },
  ASYNCHRONOUS {
    @Override
    Jvm configure(Jvm jvm) {
      return jvm.property(
          "log4j2.contextSelector",
          "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
    }
  };

  abstract Jvm configure(Jvm jvm);
}
