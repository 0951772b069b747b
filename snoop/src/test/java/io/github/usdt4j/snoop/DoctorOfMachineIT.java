package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code snoop doctor} says of the machine, where something of it is missing. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"unshare", "setpriv"})
class DoctorOfMachineIT {
  private static final String TRACEFS = "/sys/kernel/tracing";

  @TempDir private Path directory;

  @Test
  void machine_whole_isWell() {
    assertThat(SnoopRun.of("doctor").lines())
        .contains(
            "ok    user: root",
            "ok    tracefs: uprobe events at " + TRACEFS,
            "ok    machine: nothing is missing; snoop --list shows the processes with probes")
        .anyMatch(line -> line.startsWith("ok    kernel: Linux "));
  }

  @Test
  void user_withoutRights_isTold() {
    assertThat(failures(OtherUser.command(65_534)))
        .containsExactly(
            "fail  user: uid 65534 cannot attach to probes; run snoop as root, with sudo",
            "fail  tracefs: only root can attach to probes; try sudo");
  }

  @Test
  void tracefs_notMounted_isTold() {
    assertThat(
            failures(
                after("grep ' tracefs ' /proc/mounts | cut -d' ' -f2 | xargs -r -n1 umount -l")))
        .containsExactly(
            "fail  tracefs: tracefs is not mounted; mount it: mount -t tracefs nodev " + TRACEFS);
  }

  @Test
  void kernel_withoutUprobeEvents_isTold() throws IOException {
    // An instance is a tracefs that has no uprobe_events.
    Path instance =
        Files.createDirectory(
            Path.of(TRACEFS + "/instances/usdt4j_test_doctor_" + ProcessHandle.current().pid()));
    try {
      assertThat(failures(after("mount --bind " + instance + " " + TRACEFS)))
          .containsExactly(
              "fail  tracefs: this kernel has no uprobe events (CONFIG_UPROBE_EVENTS): "
                  + TRACEFS
                  + "/uprobe_events is missing");
    } finally {
      Files.delete(instance);
    }
  }

  @Test
  void kernel_withoutSemaphores_isTold() throws IOException {
    Path readme = Files.writeString(directory.resolve("README"), "tracing mini-HOWTO:");
    assertThat(failures(after("mount --bind " + readme + " " + TRACEFS + "/README")))
        .containsExactly(
            "fail  tracefs: this kernel's uprobe events know no semaphores; they need Linux 4.20 or newer");
  }

  @Test
  void tracefs_mountedReadOnly_isTold() {
    assertThat(
            failures(
                after("mount --bind %1$s %1$s; mount -o remount,bind,ro %1$s".formatted(TRACEFS))))
        .containsExactly(
            "fail  tracefs: %1$s cannot be written to, since it is mounted read-only or the system's security policy forbids it; mount -o remount,rw %1$s"
                .formatted(TRACEFS));
  }

  @Test
  void root_withoutCapabilities_isTold() {
    String what =
        "fail  capabilities: this root has no %s; run snoop on the machine itself, or give its container what is missing (--privileged, or --cap-add)";
    assertThat(
            failures(
                List.of("setpriv", "--bounding-set=-sys_ptrace,-sys_admin,-checkpoint_restore")))
        .containsExactly(what.formatted("CAP_SYS_PTRACE, CAP_SYS_ADMIN"));
    assertThat(failures(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search")))
        .containsExactly(what.formatted("CAP_DAC_READ_SEARCH"));
  }

  @Test
  void bpftrace_missing_isANote() throws IOException {
    assertThat(notes(onlyTools()))
        .contains(
            "note  bpftrace: it is not on the PATH; snoop needs it for --engine bpftrace only, and its package has that name");
  }

  @Test
  void lockdown_ofConfidentiality_isTold() throws IOException {
    String lockdown =
        "mount -t tmpfs none /sys/kernel/security; echo 'none integrity [confidentiality]'"
            + " > /sys/kernel/security/lockdown";
    assertThat(failures(after(lockdown)))
        .containsExactly(
            "fail  lockdown: the kernel keeps tracefs even from root (lockdown=confidentiality);"
                + " boot with lockdown=integrity or without it");
  }

  @Test
  void container_withItsOwnProcesses_isANote() {
    assertThat(notes(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")))
        .contains(
            "note  pid namespace: snoop sees the processes of its container only; to see all, run it"
                + " on the machine itself, or in a container with the machine's (--pid=host)");
  }

  @Test
  void container_withoutRoot_isTold() {
    try (SnoopRun snoop =
        SnoopRun.startBelow(List.of("unshare", "--user", "--map-root-user"), "doctor")) {
      snoop.child().awaitExit();
      assertThat(snoop.lines())
          .contains(
              "fail  user namespace: snoop is in one (a rootless container), whose root may not attach; run snoop as root of the machine");
    }
  }

  /** In a mount namespace of its own, after a script. */
  private static List<String> after(String script) {
    return List.of("unshare", "--mount", "sh", "-ec", script + "; exec \"$@\"", "sh");
  }

  /** With nothing on the PATH but what the command itself needs. */
  private List<String> onlyTools() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String tool : List.of("readlink", "dirname")) {
      Path script = bin.resolve(tool);
      Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(Tools.path(tool)));
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    return List.of("env", "PATH=" + bin, "JAVA_HOME=" + System.getProperty("java.home"));
  }

  private static List<String> failures(List<String> prefix) {
    return run(prefix, 1).stream().filter(line -> line.startsWith("fail ")).toList();
  }

  private static List<String> notes(List<String> prefix) {
    return run(prefix, 0).stream().filter(line -> line.startsWith("note ")).toList();
  }

  private static List<String> run(List<String> prefix, int status) {
    try (SnoopRun snoop = SnoopRun.startBelow(prefix, "doctor")) {
      assertThat(snoop.child().awaitExit()).as(snoop.errors() + snoop.lines()).isEqualTo(status);
      assertThat(snoop.errors()).isEmpty();
      return snoop.lines();
    }
  }
}
