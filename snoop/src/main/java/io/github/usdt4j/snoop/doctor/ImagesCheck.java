package io.github.usdt4j.snoop.doctor;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.images.Semaphores;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Checks what the images of a process have: probes, and tracers at them. */
final class ImagesCheck {
  /** A process has as many probes and providers as it likes. */
  private static final int MOST_NAMES = 12;

  private static final int LONGEST_NAME = 100;

  private final TracedProcess process;
  private final List<Finding> findings = new ArrayList<>();

  /** Some of the providers with log events. */
  private final TreeSet<String> records = new TreeSet<>();

  /** Some of the probes that are traced. */
  private final List<String> traced = new ArrayList<>();

  private int probes;
  private int probesTraced;

  private ImagesCheck(TracedProcess process) {
    this.process = process;
  }

  static List<Finding> findings(TracedProcess process) {
    ImagesCheck check = new ImagesCheck(process);
    process.images().forEach(check::look);
    check.conclude();
    return check.findings;
  }

  private void look(Image image) {
    try (ImageFile file = ImageFile.toShow(process.pid(), image);
        Semaphores semaphores = new Semaphores(process.pid())) {
      file.read(probe -> count(probe, semaphores.read(image, probe).orElse(0)));
    } catch (IOException e) {
      findings.add(
          Finding.fail("image", "left out: %s: %s".formatted(image.path(), e.getMessage())));
      return;
    }
    if (image.path().startsWith("/memfd:")) {
      findings.add(hardToFind("it is only in memory"));
    } else if (image.path().endsWith(" (deleted)")) {
      findings.add(hardToFind("its file was removed"));
    } else {
      findings.add(Finding.ok("image", image.path()));
    }
  }

  private Finding hardToFind(String why) {
    return Finding.note(
        "image",
        "%s, so other tracers do not find it by path; snoop -p %d --script writes a script that does"
            .formatted(why, process.pid()));
  }

  private void count(ProbeNote probe, int semaphore) {
    probes++;
    if (probe.isJson() && records.size() < MOST_NAMES) {
      records.add(cut(probe.provider()));
    }
    if (semaphore > 0) {
      probesTraced++;
      if (traced.size() < MOST_NAMES) {
        traced.add(cut(probe.provider()) + ":" + cut(probe.name()));
      }
    }
  }

  private void conclude() {
    if (probes == 0) {
      findings.add(
          Finding.fail(
              "probes",
              "its providers have none; the application has to add some before it enables a"
                  + " provider; for log events, "
                  + ProcessCheck.CONFIGURE));
      return;
    }
    findings.add(Finding.ok("probes", "%d, %s".formatted(probes, tracers())));
    findings.add(
        records.isEmpty()
            ? Finding.fail(
                "log events",
                "none of its probes has any: these are probes of the application's own; for log"
                    + " events, "
                    + ProcessCheck.CONFIGURE)
            : Finding.ok(
                "log events",
                "of provider %s; snoop -p %d follows them"
                    .formatted(String.join(" ", records), process.pid())));
  }

  private String tracers() {
    return probesTraced == 0
        ? "no tracer is attached now"
        : "tracers are attached to %d: %s%s"
            .formatted(
                probesTraced, String.join(" ", traced), probesTraced > traced.size() ? " ..." : "");
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }
}
