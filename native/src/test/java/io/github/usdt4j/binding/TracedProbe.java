package io.github.usdt4j.binding;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Mappings;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.List;

/** A probe of this process with the kernel's uprobe event on it. */
final class TracedProbe implements AutoCloseable {
  private final long provider;
  private final long site;
  private final UprobeEvent event;

  /** Attached with these arguments, in the kernel's notation. */
  TracedProbe(String name, String types, String arguments) {
    provider = Native.usdt_create_provider("binding", "traced");
    long[] row = new long[5];
    check(Native.usdt_provider_add_all(provider, "f", name, types, 0, row));
    check(Native.usdt_provider_enable(provider));
    long probe = row[0];
    int image = Native.usdt_probe_image(probe);
    site = Native.usdt_probe_site(probe);
    long semaphore =
        Native.usdt_image_semaphores(image) + Native.usdt_probe_semaphore_offset(probe);
    event =
        new UprobeEvent(
            Path.of(Native.usdt_image_path(image)),
            Mappings.fileOffset(site),
            Mappings.fileOffset(semaphore),
            arguments);
    try {
      Await.until(
          () -> "the semaphore of " + name,
          () -> Native.usdt_memory(semaphore, Short.BYTES).getShort() != 0);
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  long site() {
    return site;
  }

  List<String> fires() {
    return event.fires();
  }

  @Override
  public void close() {
    event.close();
    Native.usdt_provider_free(provider);
  }

  private void check(int result) {
    if (result != 0) {
      throw new AssertionError(Native.usdt_errstr(provider));
    }
  }
}
