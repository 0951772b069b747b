package io.github.usdt4j.internal;

import io.github.usdt4j.StatusMXBean;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.UsdtStatus;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * {@link UsdtStatus} as a JMX bean, registered while a provider is open: a bean that stayed would
 * hold the class loader of a stopped web application. Of several class loaders, one has it.
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
    return Usdt.status().backend();
  }

  @Override
  public String getReason() {
    return Usdt.status().reason();
  }

  @Override
  public List<String> getImages() {
    return Usdt.status().images().stream().map(UsdtStatus.Image::path).toList();
  }

  @Override
  public List<String> getProviders() {
    return Usdt.status().providers();
  }

  @Override
  public int getProbes() {
    return Usdt.status().probes();
  }

  @Override
  public long getFires() {
    return Usdt.status().fires();
  }

  @Override
  public long getCuts() {
    return Usdt.status().cuts();
  }

  @Override
  public long getErrors() {
    return Usdt.status().errors();
  }
}
