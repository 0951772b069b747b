package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lists permissions and parts of the system that a test may need. */
public enum Need {
  /** The test must run as root. */
  ROOT("permission") {
    @Override
    Optional<String> problem() {
      return "root".equals(System.getProperty("user.name"))
          ? Optional.empty()
          : Optional.of("not root");
    }
  },
  /** The test makes uprobe events in tracefs. */
  UPROBE_EVENTS("permission") {
    @Override
    Optional<String> problem() {
      return Files.isWritable(UprobeEvent.TRACEFS.resolve("uprobe_events"))
          ? Optional.empty()
          : Optional.of("cannot write " + UprobeEvent.TRACEFS + "/uprobe_events");
    }
  },
  /** The test needs kernel headers, which bcc compiles against. */
  KERNEL_HEADERS("package") {
    @Override
    Optional<String> problem() {
      return KernelHeaders.areThere() ? Optional.empty() : Optional.of("linux-headers is missing");
    }
  },
  /** The test needs the DTrace that tools/dtrace has fetched. */
  DTRACE("package") {
    @Override
    Optional<String> problem() {
      try (Child look = Child.start(new ProcessBuilder(Dtrace.COMMAND.toString(), "--is-there"))) {
        return look.awaitExit() == 0 ? Optional.empty() : Optional.of(look.text());
      }
    }
  },
  /** The test needs a JDK 25 beside the one that runs it. */
  JDK_25("jdk") {
    @Override
    Optional<String> problem() {
      return Jdks.find(25).isPresent()
          ? Optional.empty()
          : Optional.of("25 is not in /usr/lib/jvm");
    }
  },
  /** The test needs the pid namespace that sees the processes of all others. */
  INITIAL_PID_NAMESPACE("namespace") {
    /** PROC_PID_INIT_INO of linux/proc_ns.h. */
    private static final String INITIAL = "pid:[4026531836]";

    @Override
    Optional<String> problem() {
      try {
        String own = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        return own.equals(INITIAL) ? Optional.empty() : Optional.of("inside " + own);
      } catch (IOException e) {
        return Optional.of("cannot read /proc/self/ns/pid");
      }
    }
  },
  /** The test needs a Linux on x86-64, since it looks at registers. */
  LINUX_X86_64("platform") {
    @Override
    Optional<String> problem() {
      String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
      return platform.equals("Linux amd64") ? Optional.empty() : Optional.of(platform);
    }
  };

  private final String type;

  Need(String type) {
    this.type = type;
  }

  abstract Optional<String> problem();

  /** Returns type and reason when this is missing, as in "permission: not root". */
  Optional<String> missing() {
    return problem().map(text -> type + ": " + text);
  }
}
