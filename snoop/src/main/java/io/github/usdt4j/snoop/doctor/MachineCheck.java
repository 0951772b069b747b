package io.github.usdt4j.snoop.doctor;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.tracefs.TracefsEngine;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks what the machine lacks for tracers. */
final class MachineCheck {
  /** The users of the machine are those of this namespace. */
  private static final String WHOLE_MAP = "0 0 4294967295";

  private MachineCheck() {}

  /** Returns a finding for each thing. */
  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(user());
    capabilities().ifPresent(findings::add);
    userNamespace().ifPresent(findings::add);
    pidNamespace().ifPresent(findings::add);
    findings.add(Finding.ok("kernel", "Linux " + text("/proc/sys/kernel/osrelease").strip()));
    lockdown().ifPresent(findings::add);
    findings.add(tracefs());
    findings.add(bpftrace());
    HiddenProcesses.said().ifPresent(text -> findings.add(Finding.note("processes", text)));
    return findings;
  }

  private static Finding user() {
    return Proc.isRoot()
        ? Finding.ok("user", "root")
        : Finding.fail(
            "user",
            "uid %s cannot attach to probes; run snoop as root, with sudo"
                .formatted(Proc.ownUser()));
  }

  /** Checks root's capabilities, which containers take away. */
  private static Optional<Finding> capabilities() {
    List<String> missing = Capability.missing();
    return missing.isEmpty() || !Proc.isRoot()
        ? Optional.empty()
        : Optional.of(
            Finding.fail(
                "capabilities",
                "this root has no %s; run snoop on the machine itself, or give its container what is missing (--privileged, or --cap-add)"
                    .formatted(String.join(", ", missing))));
  }

  private static Optional<Finding> userNamespace() {
    return isInUserNamespace()
        ? Optional.of(
            Finding.fail(
                "user namespace",
                "snoop is in one (a rootless container), whose root may not attach; run snoop as"
                    + " root of the machine"))
        : Optional.empty();
  }

  /** Returns whether the users of this namespace are others than those of the machine. */
  static boolean isInUserNamespace() {
    String map = text("/proc/self/uid_map").strip().replaceAll("\\s+", " ");
    return !map.isEmpty() && !map.equals(WHOLE_MAP);
  }

  private static Optional<Finding> pidNamespace() {
    OptionalLong own = Proc.ownPidNamespace();
    return own.isEmpty() || Proc.isInitialPidNamespace(own.getAsLong())
        ? Optional.empty()
        : Optional.of(
            Finding.note(
                "pid namespace",
                "snoop sees the processes of its container only; to see all, run it on the machine"
                    + " itself, or in a container with the machine's (--pid=host)"));
  }

  private static Optional<Finding> lockdown() {
    return text("/sys/kernel/security/lockdown").contains("[confidentiality]")
        ? Optional.of(
            Finding.fail(
                "lockdown",
                "the kernel keeps tracefs even from root (lockdown=confidentiality); boot with"
                    + " lockdown=integrity or without it"))
        : Optional.empty();
  }

  private static Finding tracefs() {
    try {
      return Finding.ok("tracefs", "uprobe events at " + TracefsEngine.check());
    } catch (SnoopException e) {
      return Finding.fail("tracefs", e.getMessage());
    }
  }

  private static Finding bpftrace() {
    return program("bpftrace")
        .map(path -> Finding.ok("bpftrace", path.toString()))
        .orElse(
            Finding.note(
                "bpftrace",
                "it is not on the PATH; snoop needs it for --engine bpftrace only, and its package"
                    + " has that name"));
  }

  private static Optional<Path> program(String name) {
    String path = System.getenv("PATH");
    return path == null
        ? Optional.empty()
        : Arrays.stream(path.split(File.pathSeparator, -1))
            .filter(directory -> directory.startsWith("/"))
            .flatMap(directory -> file(directory, name).stream())
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst();
  }

  /** Returns a file of a directory, unless the locale lacks signs of the directory's name. */
  private static Optional<Path> file(String directory, String name) {
    try {
      return Optional.of(Path.of(directory, name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
