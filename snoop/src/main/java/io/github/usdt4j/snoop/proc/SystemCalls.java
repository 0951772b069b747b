package io.github.usdt4j.snoop.proc;

import io.github.usdt4j.snoop.SnoopException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Calls the system calls that Java has and does not hand out: its own way opens no file without
 * waiting for those who hold a lease on it, tells no descriptor's number, and reads a link only as
 * the locale has it. The manifest of snoop's jar opens the package of the JDK that has them.
 */
final class SystemCalls {
  // asm-generic/fcntl.h: the same on x86-64 and aarch64. O_NOFOLLOW is not.
  static final int O_RDONLY = 0;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  static final int O_NOFOLLOW;

  // asm-generic/errno-base.h
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int ESRCH = 3;
  private static final int EACCES = 13;

  private static final Method OPEN;
  private static final Method CLOSE;
  private static final Method READ_LINK;
  private static final Method ERRNO;

  static {
    try {
      Class<?> dispatcher = Class.forName("sun.nio.fs.UnixNativeDispatcher");
      Class<?> path = Class.forName("sun.nio.fs.UnixPath");
      OPEN = dispatcher.getDeclaredMethod("open", path, int.class, int.class);
      CLOSE = dispatcher.getDeclaredMethod("close", int.class);
      READ_LINK = dispatcher.getDeclaredMethod("readlink", path);
      ERRNO = Class.forName("sun.nio.fs.UnixException").getDeclaredMethod("errno");
      var noFollow = Class.forName("sun.nio.fs.UnixConstants").getDeclaredField("O_NOFOLLOW");
      OPEN.setAccessible(true);
      CLOSE.setAccessible(true);
      READ_LINK.setAccessible(true);
      ERRNO.setAccessible(true);
      noFollow.setAccessible(true);
      O_NOFOLLOW = noFollow.getInt(null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new SnoopException(
          "Java %s does not let snoop open images safely; run it by bin/snoop or java -jar, or with --add-opens java.base/sun.nio.fs=ALL-UNNAMED"
              .formatted(System.getProperty("java.version")),
          e);
    }
  }

  private SystemCalls() {}

  /** Opens a file; returns the descriptor. */
  static int open(Path path, int flags) throws IOException {
    try {
      return (int) OPEN.invoke(null, path, flags, 0);
    } catch (InvocationTargetException e) {
      throw failure(path.toString(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes a descriptor that was opened for reading, which cannot fail. */
  static void close(int descriptor) {
    try {
      CLOSE.invoke(null, descriptor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the bytes that a symbolic link leads to. */
  static byte[] readLink(Path path) throws IOException {
    try {
      return (byte[]) READ_LINK.invoke(null, path);
    } catch (InvocationTargetException e) {
      throw failure(path.toString(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IOException failure(String path, Throwable cause) {
    try {
      return switch ((int) ERRNO.invoke(cause)) {
        case EPERM, EACCES -> new AccessDeniedException(path);
        case ENOENT, ESRCH -> new NoSuchFileException(path);
        default -> new FileSystemException(path, null, cause.getMessage());
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
