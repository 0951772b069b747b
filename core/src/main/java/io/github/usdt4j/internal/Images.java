package io.github.usdt4j.internal;

import io.github.usdt4j.binding.Native;
import java.util.ArrayList;
import java.util.List;

/** Lists the images of this process, which the native library knows. */
public final class Images {
  private Images() {}

  /** Makes an entry of what is known of one image. */
  @FunctionalInterface
  public interface Shape<T> {
    T of(String path, String module, String reason, int slots, int slotsUsed);
  }

  /**
   * Returns one entry for each image in order of creation, none where the backend is not native.
   */
  public static <T> List<T> list(Backend backend, Shape<T> shape) {
    if (backend.kind() != Backend.Kind.NATIVE) {
      return List.of();
    }
    List<T> images = new ArrayList<>();
    for (int i = 0; i < Native.usdt_image_count(); i++) {
      images.add(
          shape.of(
              Native.usdt_image_path(i),
              Native.usdt_image_module(i),
              Native.usdt_image_reason(i),
              Native.usdt_image_slots(i),
              Native.usdt_image_slots_used(i)));
    }
    return images;
  }
}
