package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.SnoopException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is the list of probes of one interface, as {@code META-INF/usdt4j/INTERFACE.probes} has it.
 * Nothing but words is taken for a name; a comment may be any text.
 *
 * <pre>
 * usdt4j-probes 1
 * interface: com.acme.ShopProbes
 * provider: shop
 * module: orders
 * comment: What the shop does.                 of what stands above it
 * probe: sold
 * function: sold
 * comment: An item was sold.
 * argument: item STRING
 * comment: what was sold
 * </pre>
 */
public record ProbeList(
    String interfaceName, String provider, String module, String comment, List<Probe> probes) {

  /** Describes a probe. */
  public record Probe(String name, String function, String comment, List<Argument> arguments) {}

  /**
   * Describes an argument.
   *
   * @param type as C calls it
   */
  public record Argument(String name, String type, String comment) {
    boolean isText() {
      return type.equals("char *");
    }
  }

  private static final String MARK = "usdt4j-probes 1";
  private static final Pattern LINE = Pattern.compile("([a-z]{1,16}): (.*)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$-]{0,126}");
  private static final Pattern ARGUMENT = Pattern.compile("(" + NAME + ") ([A-Z0-9]{3,6})");
  private static final int MOST_ARGUMENTS = 32;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("INT8", "int8_t"),
          Map.entry("INT16", "int16_t"),
          Map.entry("INT32", "int"),
          Map.entry("INT64", "int64_t"),
          Map.entry("UINT8", "uint8_t"),
          Map.entry("UINT16", "uint16_t"),
          Map.entry("UINT32", "uint32_t"),
          Map.entry("UINT64", "uint64_t"),
          Map.entry("BOOL", "bool"),
          Map.entry("FLOAT", "float"),
          Map.entry("DOUBLE", "double"),
          Map.entry("STRING", "char *"));

  /**
   * Reads a list; keys that are not known are passed over.
   *
   * @param from where it comes from, for messages
   * @throws SnoopException it is no list
   */
  static ProbeList parse(String from, String text) {
    return new Reader(from).read(text.lines().toList());
  }

  private static final class Reader {
    private final String from;
    private final List<Probe> probes = new ArrayList<>();
    private String interfaceName = "";
    private String provider = "";
    private String module = "";
    private String comment = "";
    private int number;

    Reader(String from) {
      this.from = from;
    }

    ProbeList read(List<String> lines) {
      check(!lines.isEmpty() && lines.get(0).equals(MARK), "it does not begin with " + MARK);
      for (String line : lines) {
        number++;
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          read(matcher.group(1), matcher.group(2));
        }
      }
      check(!provider.isEmpty() && !probes.isEmpty(), "it has no provider or no probe");
      return new ProbeList(interfaceName, provider, module, comment, probes);
    }

    private void read(String key, String value) {
      switch (key) {
        case "interface" -> interfaceName = value;
        case "provider" -> provider = name(value);
        case "module" -> module = name(value);
        case "probe" -> probes.add(new Probe(name(value), "", "", new ArrayList<>()));
        case "function" -> {
          Probe probe = last();
          set(new Probe(probe.name(), name(value), probe.comment(), probe.arguments()));
        }
        case "argument" -> last().arguments().add(argument(value));
        case "comment" -> comment(value);
        default -> {}
      }
    }

    private void comment(String value) {
      if (probes.isEmpty()) {
        comment = value;
      } else if (last().arguments().isEmpty()) {
        set(new Probe(last().name(), last().function(), value, last().arguments()));
      } else {
        List<Argument> arguments = last().arguments();
        Argument argument = arguments.get(arguments.size() - 1);
        arguments.set(arguments.size() - 1, new Argument(argument.name(), argument.type(), value));
      }
    }

    private Argument argument(String value) {
      Matcher matcher = ARGUMENT.matcher(value);
      check(matcher.matches() && TYPES.containsKey(matcher.group(2)), "it has a wrong argument");
      check(last().arguments().size() < MOST_ARGUMENTS, "a probe has too many arguments");
      return new Argument(matcher.group(1), TYPES.get(matcher.group(2)), "");
    }

    private Probe last() {
      check(!probes.isEmpty(), "it has no probe above");
      return probes.get(probes.size() - 1);
    }

    private void set(Probe probe) {
      probes.set(probes.size() - 1, probe);
    }

    private String name(String value) {
      check(NAME.matcher(value).matches(), "it has a wrong name");
      return value;
    }

    private void check(boolean isRight, String fault) {
      if (!isRight) {
        throw new SnoopException(
            "%s is no list of probes: line %d: %s".formatted(from, number, fault));
      }
    }
  }
}
