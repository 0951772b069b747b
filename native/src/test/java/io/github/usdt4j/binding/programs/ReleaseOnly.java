package io.github.usdt4j.binding.programs;

import io.github.usdt4j.binding.Loader;
import io.github.usdt4j.binding.Native;

/** A program that releases what it never loaded, then loads it, releases it, and uses it. */
public final class ReleaseOnly {
  private ReleaseOnly() {}

  public static void main(String[] arguments) {
    Loader.release();
    System.out.println("before: " + isDeallocatorAlive());
    int images = Native.usdt_image_count();
    Loader.release();
    System.out.println("after: " + isDeallocatorAlive() + ", images: " + images);
  }

  private static boolean isDeallocatorAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread -> thread.getName().equals("JavaCPP Deallocator") && !thread.isInterrupted());
  }
}
