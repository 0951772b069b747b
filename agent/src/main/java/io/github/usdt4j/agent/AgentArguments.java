package io.github.usdt4j.agent;

import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Holds what the agent is told: values by name, the command, the jar and the appender's options
 * among them. Names of what is no option begin with a dot.
 *
 * <p>A user writes {@code name=value;name=value}. The command writes the same with a semicolon in
 * front and with values in the encoding of URLs, so that they may hold any sign.
 */
public record AgentArguments(Map<String, String> values) {
  /** Puts the bridge in. */
  public static final String ATTACH = "attach";

  /** Takes the bridge out. */
  public static final String DETACH = "detach";

  /** Removes what was said about a failure. */
  public static final String FORGET = "forget";

  private static final String COMMAND = ".command";
  private static final String REQUEST = ".request";
  private static final String JAR = ".jar";
  private static final String BY = ".by";

  /**
   * Makes the arguments of a command.
   *
   * @param request a word that tells the answer to this command from others
   * @param jar the agent's jar, as the process sees it
   * @param by who gives the command
   * @param options the appender's options by name
   */
  public static AgentArguments of(
      String command, String request, Path jar, String by, Map<String, String> options) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(COMMAND, command);
    values.put(REQUEST, request);
    values.put(JAR, jar.toString());
    values.put(BY, by);
    values.putAll(options);
    return new AgentArguments(values);
  }

  static AgentArguments ofPremain(String options) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(BY, "-javaagent");
    values.putAll(parsed(options));
    return new AgentArguments(values);
  }

  static AgentArguments ofAgentmain(String text) {
    if (text == null || !text.startsWith(";")) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put(BY, "a tool without a name");
      values.putAll(parsed(text));
      return new AgentArguments(values);
    }
    Map<String, String> values = parsed(text.substring(1));
    values.replaceAll((name, value) -> URLDecoder.decode(value, StandardCharsets.UTF_8));
    return new AgentArguments(values);
  }

  /**
   * Reads {@code name=value;name=value}.
   *
   * @throws IllegalArgumentException when a part is no such pair, or a name comes twice
   */
  static Map<String, String> parsed(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text == null ? new String[0] : text.split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int sign = part.indexOf('=');
      if (sign <= 0) {
        throw new IllegalArgumentException(
            "'" + part + "' is no option; write name=value;name=value");
      }
      String name = part.substring(0, sign).strip();
      if (values.put(name, part.substring(sign + 1).strip()) != null) {
        throw new IllegalArgumentException("the option " + name + " is given twice");
      }
    }
    return values;
  }

  /** Returns the text that {@link Agent#agentmain} reads. */
  public String toText() {
    StringJoiner text = new StringJoiner(";", ";", "");
    values.forEach(
        (name, value) -> text.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }

  String command() {
    return values.getOrDefault(COMMAND, ATTACH);
  }

  String request() {
    return values.getOrDefault(REQUEST, "");
  }

  /** Returns the agent's jar: the one that the command names, or the one that this class is of. */
  Path jar() {
    String named = values.get(JAR);
    if (named != null) {
      return Path.of(named);
    }
    CodeSource source = AgentArguments.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the agent's jar has no path: " + source.getLocation(), e);
    }
  }
}
