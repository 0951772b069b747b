package io.github.usdt4j.internal.bridge;

/**
 * Knows programs that GraalVM's native-image has built: they have no class files, so what the code
 * of an application does cannot be read in them.
 */
public final class NativeImage {
  /** A property that native-image sets, to {@code runtime} in the program that it has built. */
  private static final String PROPERTY = "org.graalvm.nativeimage.imagecode";

  private NativeImage() {}

  /** Returns whether this process is such a program. */
  public static boolean isHere() {
    return System.getProperty(PROPERTY) != null;
  }
}
