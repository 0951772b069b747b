package io.github.usdt4j.tracertests.programs;

import static java.util.stream.Collectors.joining;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.ArgWriter;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.UsdtStatus;
import io.github.usdt4j.testsupport.programs.Commands;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A program that makes, fires and ends probes as it is told. */
public final class Puppet {
  private final Provider provider;
  private final Map<String, Probe> probes = new HashMap<>();

  private Puppet(Provider provider) {
    this.provider = provider;
  }

  /** Runs until its standard input ends; the arguments name the provider and the module. */
  public static void main(String[] arguments) throws IOException {
    Puppet puppet = new Puppet(Usdt.provider(arguments[0], arguments[1]));
    Commands.serve(words -> puppet.obey(List.of(words)));
  }

  private Object obey(List<String> words) {
    String name = words.size() > 1 ? words.get(1) : "";
    List<String> rest = words.subList(Math.min(2, words.size()), words.size());
    return switch (words.get(0)) {
      case "add" -> add(name, rest.stream().map(ArgType::valueOf).toArray(ArgType[]::new));
      case "remove" -> provider.removeProbe(probes.get(name));
      case "enable" -> {
        provider.enable();
        yield provider.isEnabled();
      }
      case "disable" -> {
        provider.disable();
        yield provider.isEnabled();
      }
      case "close" -> {
        provider.close();
        yield provider.isEnabled();
      }
      case "is-enabled" -> probes.get(name).isEnabled();
      case "fill" -> fill(name, Integer.parseInt(rest.get(0)));
      case "images" ->
          Usdt.status().images().stream().map(UsdtStatus.Image::path).collect(joining(" "));
      case "image" -> Usdt.status().images().get(0).path();
      case "load-library" -> loadLibrary();
      case "fires" -> Usdt.status().fires();
      case "fire" -> fire(probes.get(name), rest.stream().map(Puppet::decode).toList());
      case "write" -> write(probes.get(name), rest.stream().map(Puppet::decode).toList());
      case "fire-numbers" -> fireNumbers(probes.get(name), Integer.parseInt(rest.get(0)));
      default -> throw new IllegalArgumentException("no command: " + words);
    };
  }

  private int add(String name, ArgType... types) {
    probes.put(name, provider.addProbe("f", name, types));
    return provider.probes().size();
  }

  private int fill(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      provider.addProbe("f", prefix + i, ArgType.INT32);
    }
    return count;
  }

  /** Loads a small library of the JDK that nothing here uses. */
  private static String loadLibrary() {
    System.load(System.getProperty("java.home") + "/lib/librmi.so");
    return "";
  }

  private static int fireNumbers(Probe probe, int count) {
    for (int i = 0; i < count; i++) {
      probe.fire(i);
    }
    return count;
  }

  private static String write(Probe probe, List<Argument> values) {
    probe.fire(writer -> values.forEach(value -> value.write(writer)));
    return "";
  }

  /** By the form of fire that takes these; the ones with a writer are fired by "write". */
  private static String fire(Probe probe, List<Argument> values) {
    try {
      Class<?>[] types = values.stream().map(Argument::type).toArray(Class<?>[]::new);
      Object[] given = values.stream().map(Argument::value).toArray();
      Probe.class.getMethod("fire", types).invoke(probe, given);
      return "";
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no form of fire for " + values, e);
    }
  }

  /** A long, double, boolean or string; null is a string. */
  private record Argument(Object value) {
    Class<?> type() {
      return value instanceof Long ? long.class : String.class;
    }

    void write(ArgWriter writer) {
      if (value instanceof Long integer) {
        writer.add(integer);
      } else if (value instanceof Double number) {
        writer.add(number);
      } else if (value instanceof Boolean truth) {
        writer.add(truth);
      } else {
        writer.add((String) value);
      }
    }
  }

  /** The command that fires a probe with these arguments. */
  public static String command(String verb, String probe, Object... values) {
    List<String> words = new ArrayList<>(List.of(verb, probe));
    Arrays.stream(values).map(Puppet::encode).forEach(words::add);
    return String.join(" ", words);
  }

  private static String encode(Object value) {
    if (value == null) {
      return "n";
    }
    if (value instanceof String text) {
      return "s" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
    if (value instanceof Double || value instanceof Float) {
      return "d" + value;
    }
    return (value instanceof Boolean ? "b" : "i") + value;
  }

  private static Argument decode(String word) {
    String rest = word.substring(1);
    return new Argument(
        switch (word.charAt(0)) {
          case 'n' -> null;
          case 's' -> new String(HexFormat.of().parseHex(rest), StandardCharsets.UTF_8);
          case 'd' -> Double.valueOf(rest);
          case 'b' -> Boolean.valueOf(rest);
          default -> Long.valueOf(rest);
        });
  }
}
