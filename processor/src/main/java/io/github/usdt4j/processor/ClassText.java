package io.github.usdt4j.processor;

import io.github.usdt4j.processor.ProbeSet.Argument;
import io.github.usdt4j.processor.ProbeSet.IsEnabledMethod;
import io.github.usdt4j.processor.ProbeSet.Local;
import io.github.usdt4j.processor.ProbeSet.ProbeMethod;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the class that fires. All types are named whole, since what the interface declares is
 * visible in the class.
 */
final class ClassText {
  private static final String CORE = "io.github.usdt4j.";

  /** What {@code Probe.fire} takes as they are: this many of any kind, that many integers. */
  private static final int MOST_MIXED = 4;

  private static final int MOST_INTEGERS = 6;

  private final ProbeSet set;
  private final StringBuilder text = new StringBuilder();

  private ClassText(ProbeSet set) {
    this.set = set;
  }

  static String of(ProbeSet set) {
    ClassText written = new ClassText(set);
    written.write();
    return written.text.toString();
  }

  private void write() {
    if (!set.packageName().isEmpty()) {
      line(0, "package %s;".formatted(set.packageName()));
      line(0, "");
    }
    line(
        0,
        "/** Fires the probes of {@link %s}: usdt4j-processor wrote it. */"
            .formatted(set.interfaceName()));
    if (set.isGeneratedVisible()) {
      line(
          0,
          "@javax.annotation.processing.Generated(\"io.github.usdt4j.processor.UsdtProcessor\")");
    }
    // What the interface may use, its class may use.
    line(
        0,
        "@java.lang.SuppressWarnings({\"all\", \"deprecation\", \"exports\", \"preview\", \"removal\"})");
    line(0, "%sfinal class %s".formatted(set.isPublic() ? "public " : "", set.className()));
    line(2, "implements %s, java.lang.AutoCloseable {".formatted(set.interfaceName()));
    line(1, "private final %sProvider provider;".formatted(CORE));
    for (ProbeMethod probe : set.probes()) {
      line(1, "private final %sProbe %s;".formatted(CORE, field(probe.method())));
    }
    writeConstructor();
    set.probes().forEach(this::writeProbe);
    set.isEnabledMethods().forEach(this::writeIsEnabled);
    writeLast();
    line(0, "}");
  }

  private void writeConstructor() {
    line(0, "");
    line(1, "/** Makes the provider and its probes, and shows them to tracers. */");
    line(1, "%s%s() {".formatted(set.isPublic() ? "public " : "", set.className()));
    line(
        2,
        "this.provider = %sUsdt.provider(\"%s\", \"%s\");"
            .formatted(CORE, set.provider(), set.module()));
    for (ProbeMethod probe : set.probes()) {
      line(2, "this.%s =".formatted(field(probe.method())));
      line(4, "this.provider.addProbe(");
      String end = probe.arguments().isEmpty() ? "java.util.List.of());" : "java.util.List.of(";
      line(6, "\"%s\", \"%s\", %s".formatted(probe.function(), probe.probe(), end));
      List<Argument> arguments = probe.arguments();
      for (int i = 0; i < arguments.size(); i++) {
        line(
            8,
            "new %sArg(\"%s\", %sArgType.%s)%s"
                .formatted(
                    CORE,
                    arguments.get(i).name(),
                    CORE,
                    arguments.get(i).argType(),
                    i + 1 < arguments.size() ? "," : "));"));
      }
    }
    line(2, "this.provider.enable();");
    line(1, "}");
  }

  private void writeProbe(ProbeMethod probe) {
    String parameters =
        probe.parameters().stream()
            .map(parameter -> parameter.type() + " " + parameter.name())
            .collect(Collectors.joining(", "));
    line(0, "");
    line(1, "@java.lang.Override");
    line(1, "public void %s(%s) {".formatted(probe.method(), parameters));
    line(2, "if (this.%s.isEnabled()) {".formatted(field(probe.method())));
    for (Local local : probe.locals()) {
      line(3, "%s %s = %s;".formatted(local.type(), local.name(), local.value()));
    }
    if (fitsFire(probe.arguments())) {
      String words =
          probe.arguments().stream().map(ClassText::word).collect(Collectors.joining(", "));
      line(3, "this.%s.fire(%s);".formatted(field(probe.method()), words));
    } else {
      line(3, "this.%s.fire(".formatted(field(probe.method())));
      line(5, "%s ->".formatted(probe.writer()));
      line(7, "%s".formatted(probe.writer()));
      for (int i = 0; i < probe.arguments().size(); i++) {
        String end = i + 1 < probe.arguments().size() ? "" : ");";
        line(9, ".add(%s)%s".formatted(probe.arguments().get(i).value(), end));
      }
    }
    line(2, "}");
    line(1, "}");
  }

  private static boolean fitsFire(List<Argument> arguments) {
    return arguments.size() <= MOST_MIXED
        || (arguments.size() <= MOST_INTEGERS && arguments.stream().noneMatch(Argument::isText));
  }

  /** Returns an argument as {@code Probe.fire} takes it, which knows integers and strings. */
  private static String word(Argument argument) {
    return switch (argument.argType()) {
      case "BOOL" -> "(" + argument.value() + ") ? 1 : 0";
      case "FLOAT", "DOUBLE" -> "usdt4jBits(" + argument.value() + ")";
      default -> argument.value();
    };
  }

  private void writeIsEnabled(IsEnabledMethod question) {
    line(0, "");
    line(1, "@java.lang.Override");
    line(1, "public boolean %s() {".formatted(question.method()));
    line(2, "return this.%s.isEnabled();".formatted(field(question.probeMethod())));
    line(1, "}");
  }

  private void writeLast() {
    line(0, "");
    line(1, "/** Returns the provider of these probes. */");
    line(1, "public %sProvider provider() {".formatted(CORE));
    line(2, "return this.provider;");
    line(1, "}");
    line(0, "");
    line(1, "/** Ends all probes, for good. */");
    line(1, "@java.lang.Override");
    line(1, "public void close() {");
    line(2, "this.provider.close();");
    line(1, "}");
    if (uses("FLOAT")) {
      line(0, "");
      line(1, "private static long usdt4jBits(float value) {");
      line(2, "return java.lang.Float.floatToRawIntBits(value);");
      line(1, "}");
    }
    if (uses("DOUBLE")) {
      line(0, "");
      line(1, "private static long usdt4jBits(double value) {");
      line(2, "return java.lang.Double.doubleToRawLongBits(value);");
      line(1, "}");
    }
  }

  private boolean uses(String argType) {
    return set.probes().stream()
        .filter(probe -> fitsFire(probe.arguments()))
        .flatMap(probe -> probe.arguments().stream())
        .anyMatch(argument -> argument.argType().equals(argType));
  }

  private static String field(String method) {
    return method + "Probe";
  }

  private void line(int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }
}
