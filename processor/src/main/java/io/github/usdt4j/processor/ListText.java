package io.github.usdt4j.processor;

import io.github.usdt4j.processor.ProbeSet.Argument;
import io.github.usdt4j.processor.ProbeSet.ProbeMethod;

/**
 * Writes the list of an interface's probes, from which scripts, tables and images are made without
 * running anything.
 *
 * <pre>
 * usdt4j-probes 1
 * interface: com.acme.ShopProbes
 * provider: shop
 * module: orders
 * comment: What the shop does.                 of what stands above it; left out where there is none
 * probe: sold
 * function: sold
 * comment: An item was sold.
 * argument: item STRING
 * comment: what was sold
 * argument: quantity INT32
 * </pre>
 */
final class ListText {
  private ListText() {}

  static String of(ProbeSet set) {
    StringBuilder text = new StringBuilder("usdt4j-probes 1\n");
    line(text, "interface", set.interfaceBinaryName());
    line(text, "provider", set.provider());
    line(text, "module", set.module());
    line(text, "comment", set.comment());
    for (ProbeMethod probe : set.probes()) {
      line(text, "probe", probe.probe());
      line(text, "function", probe.function());
      line(text, "comment", probe.comment());
      for (Argument argument : probe.arguments()) {
        line(text, "argument", argument.name() + " " + argument.argType());
        line(text, "comment", argument.comment());
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append(key).append(": ").append(value).append('\n');
    }
  }
}
