package io.github.usdt4j.snoop.doctor;

import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.OpenFiles;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.Status;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks what is missing to follow one process: the first thing that is missing ends the search.
 */
final class ProcessCheck {
  static final String CONFIGURE =
      "put <appender name=\"usdt\" class=\"io.github.usdt4j.logback.UsdtAppender\"/> and its"
          + " appender-ref, in Log4j 2 <Usdt name=\"usdt\"/> and its AppenderRef, in java.util.logging"
          + " handlers=io.github.usdt4j.jul.UsdtHandler, into the logging configuration that the"
          + " application reads";

  private static final String PROCESS = "process";
  private static final String USDT4J = "usdt4j";
  private static final String ABSENT =
      "it is not in this process; have usdt4j-logback, usdt4j-log4j2 or usdt4j-jul on its class"
          + " path and "
          + CONFIGURE;

  private final long pid;
  private final List<Finding> findings = new ArrayList<>();

  private ProcessCheck(long pid) {
    this.pid = pid;
  }

  static List<Finding> findings(long pid) {
    ProcessCheck check = new ProcessCheck(pid);
    check.run();
    return check.findings;
  }

  private void run() {
    OptionalLong process = Proc.processOf(pid);
    if (process.isEmpty()) {
      fail(PROCESS, "there is no process %d; snoop --list shows those with probes".formatted(pid));
    } else if (process.getAsLong() != pid) {
      fail(PROCESS, "%d is a thread; its process is %d".formatted(pid, process.getAsLong()));
    } else {
      new Processes().find(pid).ifPresentOrElse(this::look, this::lookForEnd);
    }
  }

  private void lookForEnd() {
    fail(
        PROCESS,
        "%d has ended or is about to, and its parent has not taken notice yet".formatted(pid));
  }

  private void look(TracedProcess process) {
    if (Proc.isHidden(pid)) {
      fail(PROCESS, process.title() + " " + HiddenProcesses.reason(pid));
      return;
    }
    findings.add(Finding.ok(PROCESS, process.title()));
    lookAtContainer();
    Optional<Status> status = Status.of(pid);
    if (!process.images().isEmpty()) {
      findings.add(Finding.ok(USDT4J, status.map(Status::line).orElse("it tells no status")));
      findings.addAll(ImagesCheck.findings(process));
    } else if (process.leftOut().isEmpty()) {
      status.ifPresentOrElse(this::tell, this::lookForCause);
    }
    process.leftOut().forEach(text -> fail("image", "left out: " + text));
  }

  private void lookAtContainer() {
    if (isElsewhere("mnt")) {
      note(
          "it is in another mount namespace, so other tracers may not find its images by path; snoop -p %d --script writes a script that does"
              .formatted(pid));
    }
    if (isElsewhere("pid")) {
      note(
          "it is in another pid namespace and is process %d there"
              .formatted(Proc.innermostPid(pid).orElse(pid)));
    }
  }

  private boolean isElsewhere(String namespace) {
    try {
      return !Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace))
          .equals(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + namespace)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Says why a process has usdt4j and no image, in the words of its status file. */
  private void tell(Status status) {
    fail(
        USDT4J,
        status.reason().isEmpty()
            ? "%s, but no provider of it is enabled now; where log events are wanted, %s"
                .formatted(status.line(), CONFIGURE)
            : "it fell back and has no probes: " + status.reason());
  }

  /** Looks for the cause where a process has no image and no status file. */
  private void lookForCause() {
    if (OpenFiles.isJava(pid)) {
      fail(USDT4J, OpenFiles.jar(pid).map(this::unused).orElse(ABSENT));
    } else {
      fail("java", "it maps no libjvm.so and so is no JVM; usdt4j is for Java processes");
    }
  }

  private String unused(String jar) {
    return OpenFiles.otherSlf4jProvider(pid)
        .map(
            other ->
                "%s is on its class path and not in use, and so is %s: where SLF4J is bound to that, the framework with usdt4j gets no event; take it from the class path, and %s"
                    .formatted(jar, other, CONFIGURE))
        .orElseGet(
            () ->
                "%s is on its class path and not in use; %s, or, where that is done, read in the application's own output why usdt4j fell back"
                    .formatted(jar, CONFIGURE));
  }

  private void note(String text) {
    findings.add(Finding.note("container", text));
  }

  private void fail(String what, String text) {
    findings.add(Finding.fail(what, text));
  }
}
