package io.github.usdt4j.jul;

import io.github.usdt4j.jul.programs.Calls;
import io.github.usdt4j.testsupport.Jvm;
import org.jboss.logmanager.LogManager;

/** A JVM whose log manager is JBoss's, as Quarkus starts it. */
final class JBossPromisesIT extends PromisesIT {
  @Override
  protected Jvm program() {
    return Jvm.main(Calls.class)
        .directory(directory)
        .property("java.util.logging.manager", LogManager.class.getName());
  }
}
