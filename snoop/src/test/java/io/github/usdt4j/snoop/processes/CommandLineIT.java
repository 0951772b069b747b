package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Requires;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arguments of real processes, which choose what these are. */
@Requires(tools = {"bash", "cat"})
class CommandLineIT {
  private static final Set<String> ASKED = Set.of("cat", "orders");

  @Test
  void arguments_haveANameAndTheNamesThatWereAskedFor() {
    assertRead("exec -a /srv/orders.sh cat - -", new CommandLine("orders.sh", Set.of("orders")));
    assertRead("exec -a x cat - - orders", new CommandLine("x", Set.of("orders")));
  }

  /** A process may have no name but an empty one: then the kernel's name for it counts. */
  @Test
  void argumentsThatAreEmpty_areTheNameOfTheKernel() {
    assertRead("exec -a '' cat", new CommandLine("cat", Set.of("cat")));
    assertRead("exec -a '' cat -", new CommandLine("cat", Set.of()));
  }

  /** Waits for it: while a process begins another program it has neither's arguments. */
  private static void assertRead(String command, CommandLine expected) {
    try (Child child = Child.start(new ProcessBuilder("bash", "-c", command))) {
      Await.until(
          () -> expected + " instead of " + CommandLine.read(child.pid(), ASKED),
          () -> CommandLine.read(child.pid(), ASKED).equals(expected));
    }
  }
}
