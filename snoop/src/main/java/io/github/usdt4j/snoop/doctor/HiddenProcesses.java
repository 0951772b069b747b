package io.github.usdt4j.snoop.doctor;

import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.Users;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says which processes this one may not look into, and why. The kernel tells no reason, so it is
 * concluded from what this process has: the first of these that is missing is the cause.
 *
 * <pre>
 * root                  else a user sees the processes of that user only
 * CAP_SYS_PTRACE        else root sees those that have no more rights than itself
 * the machine's users   else that capability means the processes of this user namespace only
 * ...                   what is left is a security module of the kernel (SELinux, AppArmor, BPF)
 * </pre>
 */
public final class HiddenProcesses {
  private static final int MOST_SHOWN = 5;

  private HiddenProcesses() {}

  /** Returns which processes are missing in a list of all, and why; empty when none is. */
  public static Optional<String> said() {
    if (!Proc.isRoot()) {
      return Optional.of(
          "only processes of %s can be seen, root sees those of all"
              .formatted(Users.ofMachine().current().name()));
    }
    List<Long> hidden = Proc.pids().stream().filter(Proc::isHidden).toList();
    return hidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d processes may not be looked into (%s): %s"
                .formatted(hidden.size(), shown(hidden), cause()));
  }

  private static String shown(List<Long> pids) {
    return pids.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
        + (pids.size() > MOST_SHOWN ? ", ..." : "");
  }

  private static String cause() {
    if (!Capability.CAP_SYS_PTRACE.isThere()) {
      return "this root has no CAP_SYS_PTRACE";
    }
    return MachineCheck.isInUserNamespace()
        ? "this root is one of a user namespace only"
        : "a security policy of the system forbids it even to root with CAP_SYS_PTRACE";
  }

  /** Returns why one process may not be looked into: the end of a sentence that begins with it. */
  static String reason(long pid) {
    if (!Proc.isRoot()) {
      return "may be looked into by root and that user only; sudo snoop doctor %d".formatted(pid);
    }
    if (!Capability.CAP_SYS_PTRACE.isThere()) {
      return "may be looked into with CAP_SYS_PTRACE only; give it to this root (--cap-add"
          + " SYS_PTRACE) or run snoop on the machine itself";
    }
    return "may not be looked into: %s; run snoop on the machine itself".formatted(cause());
  }
}
