package io.github.usdt4j.tracertests;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.tracertests.programs.Puppet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A child JVM with a provider, whose probes the test makes and fires. */
public final class PuppetJvm implements AutoCloseable {
  private final String provider;
  private final ProgramJvm jvm;

  public PuppetJvm(String module) {
    this("puppet", module);
  }

  public PuppetJvm(String provider, String module) {
    this.provider = provider;
    jvm = new ProgramJvm(Jvm.main(Puppet.class).quickToStart().arguments(provider, module));
  }

  public String provider() {
    return provider;
  }

  public long pid() {
    return jvm.pid();
  }

  /** The path of its first image. */
  public String image() {
    return ask("image");
  }

  public List<String> images() {
    return List.of(ask("images").split(" "));
  }

  public PuppetJvm add(String probe, List<ArgType> types) {
    return add(probe, types.toArray(ArgType[]::new));
  }

  public PuppetJvm add(String probe, ArgType... types) {
    ask(
        Arrays.stream(types)
            .map(type -> " " + type)
            .collect(Collectors.joining("", "add " + probe, "")));
    return this;
  }

  /** Ends a probe; firing it goes on, to no effect. */
  public void remove(String probe) {
    if (!Boolean.parseBoolean(ask("remove " + probe))) {
      throw new AssertionError(probe + " was not listed");
    }
  }

  public PuppetJvm enable() {
    ask("enable");
    return this;
  }

  /** Through the form of fire that has these parameters. */
  void fire(String probe, Object... arguments) {
    ask(Puppet.command("fire", probe, arguments));
  }

  /** Through the writer of arguments. */
  void write(String probe, Object... arguments) {
    ask(Puppet.command("write", probe, arguments));
  }

  boolean isEnabled(String probe) {
    return Boolean.parseBoolean(ask("is-enabled " + probe));
  }

  void awaitEnabled(String probe, boolean enabled) {
    Await.until(() -> probe + " enabled: " + enabled, () -> isEnabled(probe) == enabled);
  }

  /** Commands it, and waits for the answer. */
  public String ask(String command) {
    return jvm.ask(command);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
