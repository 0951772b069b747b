package io.github.usdt4j.testsupport;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Has a JVM run as a container engine runs one: in its own user, pid and mount namespace, without
 * capabilities, by a user without a name, on a root directory that is read-only and has neither
 * {@code /run} nor {@code /home}. It is the init process there, and ends with the command that
 * started it; so do its mounts.
 */
public final class Container {
  /** The user inside, who has no line in {@code /etc/passwd}. */
  public static final int USER = 54_321;

  /** The same user outside. */
  public static final int HOST_USER = 100_000 + USER;

  /** Where a JVM in a container finds the directory that was given to it. */
  public static final Path APP = Path.of("/app");

  /** What is at {@code /tmp}. */
  public enum Tmp {
    /** A tmpfs with the sticky bit, as {@code podman run --tmpfs /tmp} makes. */
    STICKY("mount -t tmpfs -o size=4m,mode=1777 tmpfs tmp"),

    /** The same, where nothing can be executed, as {@code docker run --tmpfs /tmp} makes. */
    NOEXEC("mount -t tmpfs -o size=4m,mode=1777,noexec tmpfs tmp"),

    /** A tmpfs that everybody may change, as Kubernetes makes for an {@code emptyDir}. */
    OPEN("mount -t tmpfs -o size=4m,mode=777 tmpfs tmp"),

    /** A directory of the user's in such a tmpfs, as Kubernetes mounts for a {@code subPath}. */
    OWN(
        "mount -t tmpfs -o size=4m,mode=777 tmpfs tmp;"
            + " mkdir -m 700 tmp/own; chown $USER_ID:$USER_ID tmp/own; mount --bind tmp/own tmp"),

    /** Nothing: it is read-only, too. */
    NONE(":");

    private final String script;

    Tmp(String script) {
      this.script = script;
    }
  }

  /** Makes the user namespace's map from outside, as soon as that is there. */
  private static final String MAPPED =
      """
      own=$(readlink /proc/self/ns/user)
      (
        while [ "$(readlink /proc/$$/ns/user)" = "$own" ]; do :; done
        echo 0 100000 65536 > /proc/$$/gid_map
        echo 0 100000 65536 > /proc/$$/uid_map
      ) &
      exec unshare --user --keep-caps --mount --pid --fork --kill-child sh -ec "$INSIDE" sh "$@"
      """;

  /**
   * Becomes root of the namespace, which may mount, makes a root directory that only root can write
   * to, leaves the old one, and becomes the container's own user.
   */
  private static final String INSIDE =
      """
      until grep -q 100000 /proc/self/uid_map; do :; done
      exec setpriv --reuid=0 --regid=0 --clear-groups sh -ec '
        mount -t tmpfs -o size=1m,mode=755 root /mnt
        cd /mnt
        mkdir app dev etc old proc tmp usr
        for directory in dev etc usr; do mount --rbind /$directory $directory; done
        for directory in bin lib lib64; do ln -s usr/$directory $directory; done
        mount --rbind "$APP" app
        mount -t proc proc proc
        eval "$TMP_SCRIPT"
        mount -o remount,bind,ro .
        pivot_root . old
        cd /
        umount -l old
        exec setpriv --reuid=$USER_ID --regid=$USER_ID --clear-groups --inh-caps=-all \
            --ambient-caps=-all --bounding-set=-all --no-new-privs "$@"
      ' sh "$@"
      """;

  private Container() {}

  /**
   * Puts a JVM into a container. The test needs root, and these tools: unshare, setpriv, mount,
   * pivot_root.
   *
   * @param app a directory that every user may read, which the container has at {@link #APP}
   */
  public static Jvm around(Jvm jvm, Path app, Tmp tmp) {
    return jvm.environment("APP", app.toString())
        .environment("USER_ID", Integer.toString(USER))
        .environment("TMP_SCRIPT", tmp.script)
        .environment("INSIDE", INSIDE)
        .prefix("sh", "-ec", MAPPED, "sh");
  }

  /** Returns the process of the JVM that a command has started, as the host sees it. */
  public static long pid(Child command) {
    return pid(command.pid());
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java");
  }

  /** Returns the process of the JVM that a command has become or started; it must run by now. */
  public static long pid(long command) {
    return ProcessHandle.of(command).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .filter(Container::isJava)
        .findFirst()
        .map(ProcessHandle::pid)
        .orElseThrow(() -> new AssertionError("process " + command + " has not started a JVM"));
  }
}
