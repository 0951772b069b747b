package io.github.usdt4j.agent.command;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.github.usdt4j.agent.Agent;
import io.github.usdt4j.agent.AgentArguments;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * Speaks to the agent in another JVM. Each command is one load of the agent there, and the answer
 * is a system property of that JVM, so that neither a file nor a socket of ours is needed.
 */
final class Connection {
  /** HotSpot before JDK 24 cuts the text of an agent's jar and arguments at 1024 bytes. */
  private static final int MAX_TEXT = 1000;

  /** The environment variable that says who gives the command, where that is known better. */
  static final String BY = "USDT4J_BY";

  private Connection() {}

  /**
   * Sends a command and waits until it is done.
   *
   * @return what the agent tells of itself afterwards; empty when it is not attached
   */
  static String send(Target target, String command, Map<String, String> options)
      throws CommandException {
    target.check();
    try (PlacedJar jar = PlacedJar.of(target, jar())) {
      return send(target, jar.path(), command, options);
    }
  }

  private static String send(Target target, Path jar, String command, Map<String, String> options)
      throws CommandException {
    String request = UUID.randomUUID().toString();
    String text = AgentArguments.of(command, request, jar, user(), options).toText();
    if (jar.toString().length() + text.length() > MAX_TEXT) {
      throw new CommandException(
          "the options and the path of the jar have more than %d signs together; shorten them"
              .formatted(MAX_TEXT));
    }
    return with(
        target,
        vm -> {
          checkVersion(target, vm.getSystemProperties().getProperty("java.specification.version"));
          load(target, vm, jar, text);
          Properties properties = vm.getSystemProperties();
          String failure = properties.getProperty(Agent.FAILURE, "");
          if (failure.startsWith(request + " ")) {
            String forget =
                AgentArguments.of(AgentArguments.FORGET, request, jar, user(), Map.of()).toText();
            load(target, vm, jar, forget);
            throw new CommandException(Plain.text(failure.substring(request.length() + 1)));
          }
          return properties.getProperty(Agent.STATUS, "");
        });
  }

  /** An older JVM would write into its log that it cannot load the agent's class. */
  private static void checkVersion(Target target, String version) throws CommandException {
    if (version == null || version.matches("1\\..*|9|1[0-6]")) {
      throw new CommandException(
          "process %d runs Java %s, and the agent is for 17 and newer; run the application with that"
              .formatted(target.pid(), version));
    }
  }

  /** Returns what the agent in a process tells of itself. */
  static String status(Target target) throws CommandException {
    String status = with(target, vm -> vm.getSystemProperties().getProperty(Agent.STATUS, ""));
    if (status.isEmpty()) {
      throw new CommandException(
          "process "
              + target.pid()
              + " has no bridge that the agent has brought; usdt4j attach brings it");
    }
    return status;
  }

  private static String with(Target target, Conversation conversation) throws CommandException {
    target.check();
    if (!target.isOn("EnableDynamicAgentLoading", true)) {
      throw new CommandException(
          "process "
              + target.pid()
              + " refuses agents: it was started with -XX:-EnableDynamicAgentLoading; start it"
              + " without, or with -javaagent");
    }
    try {
      VirtualMachine vm = VirtualMachine.attach(Integer.toString(target.pid()));
      try {
        return conversation.with(vm);
      } finally {
        vm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new CommandException(
          "process %d does not answer, whatever hinders it: a full or read-only /tmp, or a halt of the whole JVM; mend that and try again (%s)"
              .formatted(target.pid(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new CommandException(
          "process %d cannot be attached to: %s; run usdt4j as its user, or as root"
              .formatted(target.pid(), e.getMessage()),
          e);
    } finally {
      target.removeAttachFiles();
    }
  }

  private static void load(Target target, VirtualMachine vm, Path jar, String text)
      throws IOException, CommandException {
    try {
      vm.loadAgent(jar.toString(), text);
    } catch (AgentLoadException e) {
      throw new CommandException(
          "process "
              + target.pid()
              + " cannot load the agent; put it where the process may read it: "
              + jar
              + " ("
              + e.getMessage()
              + ")",
          e);
    } catch (AgentInitializationException e) {
      throw new CommandException(
          "process " + target.pid() + " cannot start the agent: " + e.getMessage(), e);
    }
  }

  /** Returns the agent's jar, of which this class is. */
  static Path jar() {
    try {
      return Path.of(Connection.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns who gives the command: what the caller says, or the user, where sudo says it. */
  static String user() {
    String said = System.getenv(BY);
    if (said != null) {
      return said;
    }
    String name = System.getProperty("user.name", "?");
    String sudo = System.getenv("SUDO_USER");
    return sudo == null ? name : name + " (sudo of " + sudo + ")";
  }

  @FunctionalInterface
  private interface Conversation {
    String with(VirtualMachine vm) throws IOException, CommandException;
  }
}
