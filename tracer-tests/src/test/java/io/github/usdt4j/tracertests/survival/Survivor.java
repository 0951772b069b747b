package io.github.usdt4j.tracertests.survival;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.UsdtStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An application that makes one probe, says what became of it, and then fires or adds more as it is
 * told. Needs nothing but the core, so that it can be a module of its own.
 */
public final class Survivor {
  private final Provider provider;
  private final Probe probe;
  private final List<Probe> more = new ArrayList<>();
  private int evaluated;

  private Survivor(String module, boolean isEnabledFirst) {
    provider = Usdt.provider("survivor", module);
    if (isEnabledFirst) {
      provider.enable();
    }
    probe = provider.addProbe("f", "alive", ArgType.STRING, ArgType.INT64);
    provider.enable();
  }

  /**
   * Runs until it reads {@code end}; the arguments are the name of the module and, for a provider
   * that is enabled while it is empty, any other.
   */
  public static void main(String[] arguments) throws IOException {
    run(System.in, arguments);
  }

  /** As {@link #main}, for one of several class loaders. */
  public static void run(InputStream commands, String... arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
    Survivor survivor = new Survivor(arguments[0], arguments.length > 1);
    survivor.tellStatus();
    for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "fire" -> survivor.fire();
        case "misfire" -> survivor.misfire();
        case "add" -> survivor.add(Integer.parseInt(words[1]));
        default -> throw new IllegalArgumentException(line);
      }
    }
    survivor.provider.close();
    tell("closed", survivor.provider.isEnabled());
  }

  private void tellStatus() {
    UsdtStatus status = Usdt.status();
    tell("backend", status.backend());
    tell("reason", status.reason());
    for (UsdtStatus.Image image : status.images()) {
      tell("image", image.path());
      tell("image-reason", image.reason());
    }
    tell("providers", status.providers());
    tell("enabled", provider.isEnabled());
    tell("ready", status.probes());
  }

  private void fire() {
    probe.fire("\u00e9\u4e2d\ud83d\ude00", -7);
    probe.fire(
        writer -> {
          evaluated++;
          writer.add("lazy").add(8);
        });
    for (Probe other : more) {
      other.fireLazily(
          () -> {
            evaluated++;
            return "more";
          });
    }
    tell("fired", Usdt.status().fires() + ", evaluated " + evaluated);
  }

  private void misfire() {
    List<Runnable> wrong =
        List.of(
            () -> probe.fire(writer -> writer.add("a")),
            () -> probe.fire(writer -> writer.add("a").add(1).add(2)),
            () -> probe.fire(writer -> writer.add(1)),
            () -> probe.fire(1));
    for (Runnable fire : wrong) {
      try {
        fire.run();
      } catch (IllegalArgumentException e) {
        tell("refused", e.getMessage());
      }
    }
  }

  private void add(int count) {
    int before = more.size();
    try {
      for (int i = 0; i < count; i++) {
        more.add(provider.addProbe("f", "more" + (before + i), ArgType.STRING));
      }
    } catch (RuntimeException e) {
      tell("refused", e.getMessage());
    }
    tellStatus();
  }

  private static void tell(String what, Object value) {
    System.out.println(what + ": " + value);
  }
}
