package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.Test;

@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"unshare", "nsenter", "setpriv"})
class ProcessesIT {
  @Test
  void process_ofOtherMountAndPidNamespaces_isFollowed() {
    try (TracedApp app = TracedApp.start(TracedApp.contained())) {
      assertFollowed(app, "/run/usdt/");
    }
  }

  @Test
  void process_ofAnotherUser_isFollowed() {
    // Without performance data, whose directory stays; the capability is to read the classes, which
    // may be root's.
    Jvm jvm =
        TracedApp.jvm()
            .options("-XX:-UsePerfData")
            .prefix(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search");
    try (TracedApp app = TracedApp.start(jvm)) {
      assertFollowed(app, "/usdt-65534/");
    } finally {
      // What a killed process leaves is swept by the next one of its user; there is none.
      Child.run("rm", "-rf", "/tmp/usdt-65534");
    }
  }

  @Test
  void image_inMemory_isFollowed() {
    try (TracedApp app = TracedApp.start(TracedApp.jvm().property("usdt4j.dir", "/proc/none"))) {
      assertFollowed(app, "/memfd:");
    }
  }

  @Test
  void name_ofThreeProcesses_meansTheTwoThatHaveIt() {
    try (TracedApp first = TracedApp.start(TracedApp.jvm().property("shop", "orders-1"));
        TracedApp second = TracedApp.start(TracedApp.jvm().property("shop", "orders-2"));
        TracedApp third = TracedApp.start(TracedApp.jvm().property("shop", "stock-1"));
        SnoopRun snoop = SnoopRun.start("-p", "shop=orders", "--json")) {
      snoop.awaitError("following " + first.pid());
      snoop.awaitError("following " + second.pid());
      third.log("INFO", "com.acme.Stock", "third");
      second.log("INFO", "com.acme.Orders", "second");
      first.log("INFO", "com.acme.Orders", "first");
      snoop.awaitLines(2);

      assertThat(snoop.lines().get(0)).contains("\"pid\":" + second.pid(), "second");
      assertThat(snoop.lines().get(1)).contains("\"pid\":" + first.pid(), "first");
      assertThat(snoop.errors()).doesNotContain("following " + third.pid());
    }
  }

  @Test
  void sharedImage_showsTheNamedProcessOnly() {
    Jvm jvm = TracedApp.jvm().property("usdt4j.shared", "snoop-it");
    try (TracedApp first = TracedApp.start(jvm);
        TracedApp second = TracedApp.start(jvm)) {
      try (SnoopRun one = SnoopRun.follow(first, "--json");
          SnoopRun both = SnoopRun.start("-p", first.pid() + "," + second.pid(), "--json")) {
        both.awaitError("following " + first.pid());
        both.awaitError("following " + second.pid());
        second.log("INFO", "com.acme.Stock", "second");
        first.log("INFO", "com.acme.Orders", "first");
        one.awaitLines(1);
        both.awaitLines(2);

        assertThat(one.lines()).hasSize(1).first().asString().contains("\"message\":\"first\"");
        assertThat(both.lines()).hasSize(2);
        assertThat(both.lines().get(0)).contains("\"pid\":" + second.pid(), "second");
        assertThat(both.lines().get(1)).contains("\"pid\":" + first.pid(), "first");
      }
      assertThat(first.raisedSemaphores()).isEmpty();
    }
  }

  @Test
  void end_ofTheOnlyProcess_endsSnoop() {
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop = SnoopRun.follow(app)) {
      app.log("INFO", "com.acme.Orders", "last words");
      app.end();

      assertThat(snoop.child().awaitExit()).isZero();
      assertThat(snoop.lines()).hasSize(1).first().asString().endsWith("last words");
      assertThat(snoop.errors())
          .contains(app.pid() + " io.github.usdt4j.snoop.programs.LogApp (root) has ended");
    }
  }

  /** In a namespace of its own, so that no other process is meant. */
  @Test
  void star_meansAlsoThoseThatStartLater() {
    long number;
    try (Child namespace = startNamespace()) {
      number = number(namespace);
      List<String> inside = inside(namespace);
      try (SnoopRun snoop = SnoopRun.startBelow(inside, "-p", "*")) {
        snoop.awaitError("waiting for one");
        try (TracedApp first = start(inside)) {
          snoop.awaitError("following ");
          first.log("INFO", "com.acme.Orders", "one");
          snoop.awaitLines(1);
        }
        snoop.awaitError("has ended");
        try (TracedApp second = start(inside)) {
          Await.until(
              () -> "a second process; " + snoop.errors(),
              () -> snoop.errors().split("following ", -1).length == 3);
          second.log("INFO", "com.acme.Orders", "two");
          snoop.awaitLines(2);
        }
        assertThat(snoop.lines().get(0)).endsWith("one");
        assertThat(snoop.lines().get(1)).endsWith("two");
      }
    }
    assertThat(TracefsState.ofNamespace(number)).isEmpty();
  }

  @Test
  @Requires(Need.INITIAL_PID_NAMESPACE)
  void deadNamespace_isCleanedUpByTheNextRun() {
    long number;
    try (Child namespace = startNamespace();
        SnoopRun snoop = SnoopRun.startBelow(inside(namespace), "-p", "*")) {
      number = number(namespace);
      snoop.awaitError("waiting for one");
      assertThat(TracefsState.ofNamespace(number)).isNotEmpty();
      namespace.signal("KILL");
      snoop.child().awaitExit();
    }
    try (TracedApp app = TracedApp.start()) {
      SnoopRun.of("-p", Long.toString(app.pid()), "-d", "0");
    }

    assertThat(TracefsState.ofNamespace(number)).isEmpty();
  }

  /** It ends, with all of its processes, when this is closed. */
  private static Child startNamespace() {
    return Child.start(
        new ProcessBuilder(
            "unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "sleep", "600"));
  }

  private static List<String> inside(Child namespace) {
    return List.of("nsenter", "--target", Long.toString(first(namespace)), "--pid", "--mount");
  }

  private static long number(Child namespace) {
    return Proc.pidNamespace(Long.toString(first(namespace))).orElseThrow();
  }

  /** The process that the namespace ends with. */
  private static long first(Child namespace) {
    ProcessHandle handle = ProcessHandle.of(namespace.pid()).orElseThrow();
    Await.until(
        () -> "a process in the namespace",
        () -> handle.children().anyMatch(one -> one.info().command().orElse("").endsWith("sleep")));
    return handle.children().findFirst().orElseThrow().pid();
  }

  private static TracedApp start(List<String> inside) {
    return TracedApp.start(TracedApp.jvm().prefix(inside.toArray(String[]::new)));
  }

  private static void assertFollowed(TracedApp app, String image) {
    String pid = Long.toString(app.pid());
    assertThat(SnoopRun.of("--list", "-p", pid).lines())
        .anyMatch(line -> line.startsWith("  /") && line.contains(image));
    try (SnoopRun snoop = SnoopRun.follow(app, "-c", "1")) {
      app.log("DEBUG", "com.acme.Orders", "from elsewhere");
      snoop.child().awaitExit();

      assertThat(snoop.lines()).hasSize(1).first().asString().endsWith("from elsewhere");
    }
    assertThat(app.raisedSemaphores()).isEmpty();
  }
}
