package io.github.usdt4j.internal;

import io.github.usdt4j.binding.Native;
import io.github.usdt4j.internal.attachment.ProbeSite;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps probes in native memory, where the tracers of the system see them, through libusdt. */
public final class NativeBackend implements Backend {
  private final short idleCode;
  private final List<Image> images = new ArrayList<>();

  /** Holds one image's memory, which stays mapped for the life of the process. */
  private record Image(ByteBuffer semaphores, ShortBuffer counters, ShortBuffer text) {}

  /**
   * Loads the library.
   *
   * @param directory where images go, or null for the library's rules
   * @param shared name of the shared image, or null
   * @throws LinkageError when the library cannot be loaded
   */
  NativeBackend(String directory, String shared) throws ProbeException {
    idleCode = Native.usdt_idle_code();
    NativeEvent.prepare();
    if (directory != null && Native.usdt_set_directory(directory) != 0) {
      throw new ProbeException(
          "usdt4j.dir=" + directory + " cannot be used: " + Native.usdt_image_error());
    }
    if (shared != null && Native.usdt_set_shared(shared) != 0) {
      throw new ProbeException(
          "usdt4j.shared=" + shared + " cannot be used: " + Native.usdt_image_error());
    }
  }

  @Override
  public Kind kind() {
    return Kind.NATIVE;
  }

  @Override
  public String reason() {
    return "";
  }

  @Override
  public Registration open(String provider, String module) throws ProbeException {
    long handle = Native.usdt_create_provider(provider, module);
    if (handle == 0) {
      throw new ProbeException(
          "provider " + provider + ':' + module + ": " + Native.usdt_image_error());
    }
    return new NativeRegistration(this, handle, provider + ':' + module);
  }

  /** Makes the site of a live probe from the places that the library has told. */
  ProbeSite site(long image, long semaphoreOffset, long siteOffset, long address) {
    Image memory = image((int) image);
    return new ProbeSite(
        memory.semaphores(),
        (int) semaphoreOffset,
        address,
        memory.text(),
        (int) siteOffset,
        idleCode);
  }

  /** Returns a view of one semaphore alone. */
  ShortBuffer semaphore(long image, long offset) {
    return image((int) image).counters().slice((int) offset / Short.BYTES, 1);
  }

  private Image image(int index) {
    int known;
    Image image;
    synchronized (images) {
      known = images.size();
      image = imageOf(index);
    }
    if (index >= known) {
      StatusFile.update();
    }
    return image;
  }

  private Image imageOf(int index) {
    while (images.size() <= index) {
      int next = images.size();
      ByteBuffer semaphores =
          Native.usdt_memory(
              Native.usdt_image_semaphores(next), Native.usdt_image_semaphores_size(next));
      ByteBuffer text =
          Native.usdt_memory(Native.usdt_image_text(next), Native.usdt_image_text_size(next));
      images.add(new Image(semaphores, shorts(semaphores), shorts(text)));
    }
    return images.get(index);
  }

  private static ShortBuffer shorts(ByteBuffer memory) {
    return memory.duplicate().order(ByteOrder.nativeOrder()).asShortBuffer();
  }

  @Override
  public void fire6(long site, long a0, long a1, long a2, long a3, long a4, long a5) {
    if (site != 0) {
      Native.usdt_fire_site6(site, a0, a1, a2, a3, a4, a5);
    }
  }

  @Override
  public int fireMixed(
      long site,
      int argc,
      int strings,
      int maxBytes,
      long l0,
      long l1,
      long l2,
      long l3,
      String s0,
      String s1,
      String s2,
      String s3) {
    return Native.usdt_fire_mixed(site, argc, strings, maxBytes, l0, l1, l2, l3, s0, s1, s2, s3);
  }

  @Override
  public int fireArray(
      long site, int argc, int strings, int[] limits, long[] words, String[] texts) {
    return Native.usdt_fire_array(site, argc, strings, limits, words, texts);
  }

  @Override
  public EventArguments event(int maxMessageBytes) {
    return NativeEvent.take(maxMessageBytes);
  }

  @Override
  public long text(String text) {
    return Native.usdt_text(text);
  }
}
