package io.github.usdt4j.snoop.doctor;

import java.util.ArrayList;
import java.util.List;

/** Finds what is missing to follow processes, and changes nothing. */
public final class Diagnosis {
  private Diagnosis() {}

  /** Returns a finding for each thing of the machine. */
  public static List<Finding> ofMachine() {
    List<Finding> findings = new ArrayList<>(MachineCheck.findings());
    if (findings.stream().noneMatch(Finding::isFailure)) {
      findings.add(
          Finding.ok(
              "machine", "nothing is missing; snoop --list shows the processes with probes"));
    }
    return findings;
  }

  /** Returns what is missing of the machine, and a finding for each thing of the process. */
  public static List<Finding> ofProcess(long pid) {
    List<Finding> findings = new ArrayList<>(MachineCheck.findings());
    findings.removeIf(finding -> !finding.isFailure());
    findings.addAll(ProcessCheck.findings(pid));
    return findings;
  }

  /** Returns why a process cannot be followed. */
  public static String reason(long pid) {
    return ProcessCheck.findings(pid).stream()
        .filter(Finding::isFailure)
        .findFirst()
        .map(Finding::text)
        .orElse("it has no log probe that was asked for");
  }
}
