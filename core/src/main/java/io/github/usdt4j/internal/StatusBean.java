package io.github.usdt4j.internal;

import io.github.usdt4j.jmx.StatusMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the status of this process as a JMX bean. It is registered while a provider is open: a bean
 * that stayed would hold the class loader of a stopped web application. Where several class loaders
 * have usdt4j, only one of them registers its bean.
 */
final class StatusBean implements StatusMXBean {
  static final String NAME = "io.github.usdt4j:type=Usdt";

  private static boolean registered;

  private StatusBean() {}

  /** Does what is due now; whoever opens or closes a provider calls it afterwards. */
  static synchronized void refresh() {
    if (Activity.isOpen() && !registered) {
      register();
    } else if (!Activity.isOpen() && registered) {
      unregister();
    }
  }

  private static void register() {
    try {
      ObjectName name = new ObjectName(NAME);
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      if (!server.isRegistered(name)) {
        server.registerMBean(new StatusBean(), name);
        registered = true;
      }
    } catch (JMException | RuntimeException e) {
      // Another class loader has it, or a security manager forbids it; status() remains.
      registered = false;
    }
  }

  private static void unregister() {
    registered = false;
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException | RuntimeException e) {
      // Somebody else removed it, or a security manager forbids it.
      return;
    }
  }

  @Override
  public String getBackend() {
    return Backends.currentOrNoOp().kind().label();
  }

  @Override
  public String getReason() {
    return Reason.now();
  }

  @Override
  public List<String> getImages() {
    return Images.list(Backends.currentOrNoOp(), (path, module, reason, slots, slotsUsed) -> path);
  }

  @Override
  public List<String> getProviders() {
    return Activity.providers();
  }

  @Override
  public int getProbes() {
    return Activity.probes();
  }

  @Override
  public long getFires() {
    return Activity.fires();
  }

  @Override
  public long getCuts() {
    return Activity.cuts();
  }

  @Override
  public long getErrors() {
    return Activity.errors();
  }
}
