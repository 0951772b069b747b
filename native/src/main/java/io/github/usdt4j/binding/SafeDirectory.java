package io.github.usdt4j.binding;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Applies the rule of {@code safe_directory.h} to the native library itself, which is loaded before
 * any C of ours runs: a directory is safe when no user but root and this process's can replace it
 * or anything that leads to it. It and all above it, up to {@code /}, belong to root or to this
 * user and are writable for their owner only, or have the sticky bit; a symlink on the way belongs
 * to root or to this user.
 *
 * <p>Each path is looked at from {@code /} down. No other user can replace what was found safe, so
 * that to look at the next component by its path is as good as by a descriptor.
 */
final class SafeDirectory {
  private static final int LINKS_MAX = 40;
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;
  private static final int STICKY = 01000;
  private static final int WRITABLE_FOR_OTHERS = 0022;

  private final int self;
  private final Deque<String> rest = new ArrayDeque<>();
  private Path real = Path.of("/");
  private int mode;
  private int links;

  private SafeDirectory() throws IOException {
    this.self = effectiveUser();
    judgeOwner(real, attributes(real));
  }

  /**
   * Returns the path of a safe directory without symlinks. What does not exist yet of the path is
   * taken as it stands, and the caller makes it.
   *
   * @throws UnsafeDirectoryException when it is not safe
   * @throws IOException when it cannot be looked at
   */
  static Path resolve(Path directory) throws IOException {
    SafeDirectory walk = new SafeDirectory();
    Path found = walk.walk(directory);
    if (walk.isShared()) {
      throw new UnsafeDirectoryException(walk.sharedReason(), walk.real);
    }
    return found;
  }

  /** Returns the user that this process acts as. */
  static int effectiveUser() throws IOException {
    // Not by a channel, which would want direct memory.
    try (BufferedReader status =
        new BufferedReader(new FileReader("/proc/self/status", StandardCharsets.ISO_8859_1))) {
      for (String line = status.readLine(); line != null; line = status.readLine()) {
        if (line.startsWith("Uid:")) {
          return Integer.parseUnsignedInt(line.split("\t", -1)[2]);
        }
      }
    }
    throw new IOException("/proc/self/status names no user");
  }

  private Path walk(Path directory) throws IOException {
    push(directory.toAbsolutePath());
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        real = real.getParent() == null ? real : real.getParent();
        judgeOwner(real, attributes(real));
      } else if (!name.equals(".") && !step(name)) {
        // The rest does not exist; the caller makes it in what is safe so far.
        Path missing = real.resolve(name);
        while (!rest.isEmpty()) {
          missing = missing.resolve(rest.pop());
        }
        return missing.normalize();
      }
    }
    return real;
  }

  /** Goes to one component; returns false when there is none of this name. */
  private boolean step(String name) throws IOException {
    if (isShared()) {
      throw new UnsafeDirectoryException(sharedReason());
    }
    Path next = real.resolve(name);
    Map<String, Object> found;
    try {
      found = attributes(next);
    } catch (NoSuchFileException e) {
      return false;
    }
    int type = (int) found.get("mode") & TYPE;
    if (type == SYMLINK) {
      follow(next, found);
    } else if (type == DIRECTORY) {
      judgeOwner(next, found);
      real = next;
    } else {
      throw new IOException(next + " is no directory");
    }
    return true;
  }

  private void follow(Path link, Map<String, Object> found) throws IOException {
    int owner = (int) found.get("uid");
    if (!isRootOrSelf(owner)) {
      throw new UnsafeDirectoryException(
          link
              + " is a symlink of uid "
              + Integer.toUnsignedString(owner)
              + "'s, which is not followed");
    }
    if (++links > LINKS_MAX) {
      throw new IOException(link + ": too many levels of symbolic links");
    }
    Path target = Files.readSymbolicLink(link);
    push(target);
    if (target.isAbsolute()) {
      real = Path.of("/");
      judgeOwner(real, attributes(real));
    }
  }

  private void push(Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      rest.push(path.getName(i).toString());
    }
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isRootOrSelf(int user) {
    return user == 0 || user == self;
  }

  /** Remembers the mode, too, which matters as soon as something in the directory is looked at. */
  private void judgeOwner(Path directory, Map<String, Object> found) throws IOException {
    int owner = (int) found.get("uid");
    if (!isRootOrSelf(owner)) {
      throw new UnsafeDirectoryException(
          directory
              + " belongs to uid "
              + Integer.toUnsignedString(owner)
              + ", neither to root nor to this process's uid "
              + Integer.toUnsignedString(self));
    }
    mode = (int) found.get("mode");
  }

  /** Returns whether others may replace what is in the directory reached. */
  private boolean isShared() {
    return (mode & WRITABLE_FOR_OTHERS) != 0 && (mode & STICKY) == 0;
  }

  private String sharedReason() {
    return "others may write to "
        + real
        + " (mode "
        + Integer.toOctalString(mode & 0777)
        + ") and replace what is in it; chmod +t it, or choose another directory";
  }
}
